package io.memprof.autoconfigure;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The headers of the page and of what it loads, which an actuator endpoint cannot set
 * itself. Nothing is loaded from elsewhere, no script is inline, and nobody else's page
 * may frame this one. Any thread.
 */
final class PageHeaders {

	private static final Map<String, String> PAGE = Map.of("Content-Security-Policy",
			"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
					+ "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
					+ "require-trusted-types-for 'script'",
			"X-Content-Type-Options", "nosniff", "Referrer-Policy", "same-origin", "Cache-Control", "no-cache");

	private static final Map<String, String> ASSET = Map.of("X-Content-Type-Options", "nosniff", "Cache-Control",
			"public, max-age=31536000, immutable");

	private static final Pattern ASSET_PATH = Pattern.compile("/[^/]+/[^/]+");

	private final String path;

	/**
	 * Headers of one page.
	 * @param path of the page, below whatever the web server puts in front
	 */
	PageHeaders(String path) {
		this.path = path;
	}

	String path() {
		return this.path;
	}

	/**
	 * For an answer that is a success; an error, or a redirection to a login, must not be
	 * kept for a year. Empty when the path is none of the page's.
	 */
	Map<String, String> of(String path) {
		if (!path.startsWith(this.path)) {
			return Map.of();
		}
		String below = path.substring(this.path.length());
		if (below.isEmpty() || below.equals("/")) {
			return PAGE;
		}
		return ASSET_PATH.matcher(below).matches() ? ASSET : Map.of();
	}

}

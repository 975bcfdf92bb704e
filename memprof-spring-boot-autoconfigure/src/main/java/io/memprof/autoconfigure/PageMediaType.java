package io.memprof.autoconfigure;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MimeType;

/**
 * What kinds of file the page may load. A file of another kind is not served.
 */
final class PageMediaType {

	static final String HTML = "text/html;charset=UTF-8";

	static final String JAVASCRIPT = "text/javascript;charset=UTF-8";

	static final String CSS = "text/css;charset=UTF-8";

	static final String SVG = "image/svg+xml;charset=UTF-8";

	static final String TEXT = "text/plain;charset=UTF-8";

	private static final Map<String, MimeType> BY_EXTENSION = Map.of("js", MimeType.valueOf(JAVASCRIPT), "css",
			MimeType.valueOf(CSS), "svg", MimeType.valueOf(SVG), "txt", MimeType.valueOf(TEXT));

	private PageMediaType() {
	}

	/**
	 * The type by the extension of a file's name, or {@code null}.
	 */
	static @Nullable MimeType of(String name) {
		return BY_EXTENSION.get(name.substring(name.lastIndexOf('.') + 1));
	}

}

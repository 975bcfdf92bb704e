package io.memprof.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/**
 * The page for people as HTML, with what it has to know of this application. Made when it
 * is first asked for. Any thread.
 */
final class Page {

	private static final long FASTEST_REFRESH_MILLIS = 1_000;

	private static final long SLOWEST_REFRESH_MILLIS = 15_000;

	private final PageFiles files;

	private final PageAddress address;

	private final EndpointAccessResolver access;

	private final Duration samplingInterval;

	private final Environment environment;

	private volatile @Nullable Resource html;

	Page(PageFiles files, PageAddress address, EndpointAccessResolver access, Duration samplingInterval,
			Environment environment) {
		this.files = files;
		this.address = address;
		this.access = access;
		this.samplingInterval = samplingInterval;
		this.environment = environment;
	}

	/**
	 * The page, or {@code null} when this jar has none.
	 */
	@Nullable Resource html() {
		Resource html = this.html;
		if (html == null) {
			String template = this.files.template();
			html = (template != null) ? fill(template) : null;
			this.html = html;
		}
		return html;
	}

	private Resource fill(String template) {
		return new ByteArrayResource(PageTemplate.fill(template, values()).getBytes(StandardCharsets.UTF_8));
	}

	private Map<String, String> values() {
		return Map.of("version", this.files.version(), "page",
				Objects.requireNonNullElse(this.address.toItself(), "ui"), "report",
				Objects.requireNonNullElse(this.address.toReport(), "../memprof"), "actions",
				String.valueOf(this.access.accessFor(PageAddress.REPORT, Access.READ_ONLY) == Access.UNRESTRICTED),
				"refreshMillis", String.valueOf(refreshMillis()), "application",
				this.environment.getProperty("spring.application.name", ""));
	}

	/**
	 * There is nothing new to see before the next tick.
	 */
	private long refreshMillis() {
		return Math.min(SLOWEST_REFRESH_MILLIS, Math.max(FASTEST_REFRESH_MILLIS, this.samplingInterval.toMillis()));
	}

}

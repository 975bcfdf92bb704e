package io.memprof.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;

/**
 * Where report and page are, once the endpoints are known, and how one leads to the
 * other. All links are relative, so that they hold behind every prefix. Any thread, not
 * before the context has started.
 */
final class PageAddress {

	static final EndpointId REPORT = EndpointId.of("memprof");

	static final EndpointId PAGE = EndpointId.of("memprofui");

	private final ObjectProvider<PathMappedEndpoints> exposed;

	PageAddress(ObjectProvider<PathMappedEndpoints> exposed) {
		this.exposed = exposed;
	}

	/**
	 * The link from the report to the page, or {@code null} when one of them is not
	 * exposed.
	 */
	@Nullable String fromReport() {
		return link(REPORT, PAGE);
	}

	/**
	 * The link from the page to the report, or {@code null} when one of them is not
	 * exposed.
	 */
	@Nullable String toReport() {
		return link(PAGE, REPORT);
	}

	/**
	 * The link from the page to itself, or {@code null} when it is not exposed.
	 */
	@Nullable String toItself() {
		return link(PAGE, PAGE);
	}

	private @Nullable String link(EndpointId from, EndpointId to) {
		PathMappedEndpoints endpoints = this.exposed.getIfAvailable();
		String start = (endpoints != null) ? endpoints.getPath(from) : null;
		String end = (endpoints != null) ? endpoints.getPath(to) : null;
		return (start != null && end != null) ? relative(start, end) : null;
	}

	/**
	 * As a browser resolves it: relative to what is before the last slash.
	 */
	static String relative(String from, String to) {
		List<String> start = List.of(from.substring(0, from.lastIndexOf('/')).split("/", -1));
		List<String> end = List.of(to.split("/"));
		int common = 0;
		while (common < start.size() && common < end.size() - 1 && start.get(common).equals(end.get(common))) {
			common++;
		}
		return "../".repeat(start.size() - common) + String.join("/", end.subList(common, end.size()));
	}

}

package io.memprof.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

/**
 * {@code /actuator/memprof/ui}: the page for people. It reads the report as any other
 * client does; here are only its files.
 */
@WebEndpoint(id = "memprofui", defaultAccess = Access.READ_ONLY)
public class MemprofPageEndpoint {

	private final Page page;

	private final PageFiles files;

	MemprofPageEndpoint(Page page, PageFiles files) {
		this.page = page;
		this.files = files;
	}

	/**
	 * The page.
	 */
	@ReadOperation(produces = PageMediaType.HTML)
	public WebEndpointResponse<Resource> page() {
		return response(this.page.html(), MimeType.valueOf(PageMediaType.HTML));
	}

	/**
	 * What the page loads. The version is part of the address, so what is there never
	 * changes.
	 */
	@ReadOperation(produces = { PageMediaType.JAVASCRIPT, PageMediaType.CSS, PageMediaType.SVG, PageMediaType.TEXT })
	public WebEndpointResponse<Resource> asset(@Selector String version, @Selector String file) {
		return response(this.files.find(version, file), PageMediaType.of(file));
	}

	private static WebEndpointResponse<Resource> response(@Nullable Resource body, @Nullable MimeType type) {
		return (body != null) ? new WebEndpointResponse<>(body, WebEndpointResponse.STATUS_OK, type)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

}

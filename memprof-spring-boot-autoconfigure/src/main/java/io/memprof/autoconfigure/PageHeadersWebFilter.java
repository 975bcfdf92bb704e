package io.memprof.autoconfigure;

import java.util.Map;

import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Sets the page's headers in reactive applications. For any other request it compares two
 * paths.
 */
final class PageHeadersWebFilter implements WebFilter, Ordered {

	/**
	 * Before Spring Security, which is at -100: so these headers are set first, and it
	 * leaves alone what is set.
	 */
	private static final int ORDER = -101;

	private final PageHeaders headers;

	PageHeadersWebFilter(PageHeaders headers) {
		this.headers = headers;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		Map<String, String> headers = this.headers.of(exchange.getRequest().getPath().pathWithinApplication().value());
		if (!headers.isEmpty()) {
			ServerHttpResponse response = exchange.getResponse();
			response.beforeCommit(() -> Mono.fromRunnable(() -> setHeaders(response, headers)));
		}
		return chain.filter(exchange);
	}

	private static void setHeaders(ServerHttpResponse response, Map<String, String> headers) {
		HttpStatusCode status = response.getStatusCode();
		if (status == null || status.isSameCodeAs(HttpStatus.OK)) {
			headers.forEach(response.getHeaders()::set);
		}
	}

}

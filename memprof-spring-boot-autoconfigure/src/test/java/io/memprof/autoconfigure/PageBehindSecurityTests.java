package io.memprof.autoconfigure;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

import io.memprof.autoconfigure.WebStack.Server;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.server.header.CacheControlServerHttpHeadersWriter;
import org.springframework.security.web.server.header.CompositeServerHttpHeadersWriter;
import org.springframework.security.web.server.header.ContentTypeOptionsServerHttpHeadersWriter;
import org.springframework.security.web.server.header.HttpHeaderWriterWebFilter;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page's headers where Spring Security writes headers of its own, by the filters that
 * it would set up itself.
 */
class PageBehindSecurityTests {

	private static final String PAGE = "/actuator/memprof/ui";

	@ParameterizedTest
	@EnumSource
	void headersOfThePageStand(WebStack stack) throws Exception {
		try (Server server = stack.start(List.of(security(stack)))) {
			HttpResponse<String> page = server.get(PAGE);
			assertThat(cacheControl(page)).containsExactly("no-cache");
			assertThat(page.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
			String version = Stream.of(page.body().split("\"ui/")).skip(1).findFirst().orElseThrow().substring(0, 12);
			assertThat(cacheControl(server.get(PAGE + "/" + version + "/main.js")))
				.containsExactly("public, max-age=31536000, immutable");
			assertThat(cacheControl(server.get("/actuator/memprof"))).singleElement().asString().contains("no-store");
		}
	}

	@ParameterizedTest
	@EnumSource
	void refusalsAreNotKept(WebStack stack) throws Exception {
		try (Server server = stack.start(List.of(security(stack)))) {
			for (String user : List.of("stranger", "guest")) {
				HttpResponse<String> answer = server.get(PAGE + "/000000000000/main.js", "user", user);
				assertThat(answer.statusCode()).isIn(302, 401);
				assertThat(cacheControl(answer)).singleElement().asString().contains("no-store");
			}
		}
	}

	private static List<String> cacheControl(HttpResponse<String> answer) {
		return answer.headers().allValues("Cache-Control");
	}

	private static Class<?> security(WebStack stack) {
		return (stack == WebStack.FLUX) ? ReactiveSecurity.class : ServletSecurity.class;
	}

	@Configuration(proxyBeanMethods = false)
	static class ServletSecurity {

		@Bean
		FilterRegistrationBean<Filter> headersOfSpringSecurity() {
			List<HeaderWriter> writers = List.of(new CacheControlHeadersWriter(),
					new XContentTypeOptionsHeaderWriter());
			return at(-100, new HeaderWriterFilter(writers));
		}

		@Bean
		FilterRegistrationBean<Filter> access() {
			return at(-99, (request, response, chain) -> {
				HttpServletResponse answer = (HttpServletResponse) response;
				String user = ((HttpServletRequest) request).getHeader("user");
				if (user == null) {
					chain.doFilter(request, response);
				}
				else if (user.equals("guest")) {
					answer.sendRedirect("/login");
				}
				else {
					answer.sendError(401);
				}
			});
		}

		private static FilterRegistrationBean<Filter> at(int order, Filter filter) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
			registration.setOrder(order);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReactiveSecurity {

		@Bean
		@Order(-100)
		WebFilter headersOfSpringSecurity() {
			return new HttpHeaderWriterWebFilter(new CompositeServerHttpHeadersWriter(
					new CacheControlServerHttpHeadersWriter(), new ContentTypeOptionsServerHttpHeadersWriter()));
		}

		@Bean
		@Order(-99)
		WebFilter access() {
			return (exchange, chain) -> {
				if (!exchange.getRequest().getHeaders().containsHeader("user")) {
					return chain.filter(exchange);
				}
				exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
				return exchange.getResponse().setComplete();
			};
		}

	}

}

package io.memprof.autoconfigure;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * Sets the page's headers in servlet applications.
 */
final class PageHeadersFilter implements Filter {

	private final PageHeaders headers;

	private final String servletPath;

	/**
	 * A filter for the page.
	 * @param headers the page's
	 * @param servletPath what the application's servlet is mapped to, or empty
	 */
	PageHeadersFilter(PageHeaders headers, String servletPath) {
		this.headers = headers;
		this.servletPath = servletPath;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
			chain.doFilter(request, new WithHeaders(answer, this.headers.of(path(http))));
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private String path(HttpServletRequest request) {
		String info = request.getPathInfo();
		String path = request.getServletPath() + ((info != null) ? info : "");
		return path.startsWith(this.servletPath) ? path.substring(this.servletPath.length()) : path;
	}

	/**
	 * Sets them when the body begins: then the status is known, and Spring Security has
	 * not yet written the headers that it writes where there are none.
	 */
	private static final class WithHeaders extends HttpServletResponseWrapper {

		private final Map<String, String> headers;

		WithHeaders(HttpServletResponse response, Map<String, String> headers) {
			super(response);
			this.headers = headers;
		}

		@Override
		public ServletOutputStream getOutputStream() throws IOException {
			setHeaders();
			return super.getOutputStream();
		}

		@Override
		public PrintWriter getWriter() throws IOException {
			setHeaders();
			return super.getWriter();
		}

		private void setHeaders() {
			if (getStatus() == SC_OK) {
				this.headers.forEach(this::setHeader);
			}
		}

	}

}

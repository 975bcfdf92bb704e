package io.memprof.autoconfigure;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.memprof.autoconfigure.WebStack.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page over real HTTP, on each web stack alike.
 */
class PageOverHttpTests {

	private static final Pattern SCRIPT = Pattern.compile("src=\"(.*?)main.js\"");

	@Nested
	class WithMvc extends Contract {

		WithMvc() {
			super(WebStack.MVC);
		}

		@Test
		void servletPathIsHonoured() throws Exception {
			try (Server server = WebStack.MVC.start("spring.mvc.servlet.path=/web",
					"server.servlet.context-path=/shop")) {
				assertHasPage(server.get("/shop/web/actuator/memprof/ui"), "ui");
			}
		}

	}

	@Nested
	class WithFlux extends Contract {

		WithFlux() {
			super(WebStack.FLUX);
		}

		@Test
		void basePathOfTheApplicationIsHonoured() throws Exception {
			try (Server server = WebStack.FLUX.start("spring.webflux.base-path=/shop")) {
				assertHasPage(server.get("/shop/actuator/memprof/ui"), "ui");
			}
		}

	}

	@Nested
	class WithJersey extends Contract {

		WithJersey() {
			super(WebStack.JERSEY);
		}

		@Test
		void applicationPathIsHonoured() throws Exception {
			try (Server server = WebStack.JERSEY.start("spring.jersey.application-path=/web")) {
				assertHasPage(server.get("/web/actuator/memprof/ui"), "ui");
			}
		}

		@Test
		void jerseyAsFilterIsLikeJerseyAsServlet() throws Exception {
			try (Server server = WebStack.JERSEY.start("spring.jersey.type=filter")) {
				assertHasPage(server.get("/actuator/memprof/ui"), "ui");
			}
		}

	}

	@TestInstance(Lifecycle.PER_CLASS)
	abstract static class Contract {

		private final WebStack stack;

		private Server server;

		Contract(WebStack stack) {
			this.stack = stack;
		}

		@BeforeAll
		void start() {
			this.server = this.stack.start("spring.application.name=<shop> & \"co\"");
		}

		@AfterAll
		void stop() {
			this.server.close();
		}

		@Test
		void pageIsHtmlWithItsPlaceholdersFilledAsText() throws Exception {
			HttpResponse<String> page = this.server.get("/actuator/memprof/ui", "Accept", "text/html,*/*;q=0.8");
			assertHasPage(page, "ui");
			assertThat(page.body()).contains("<title>&lt;shop&gt; &amp; &quot;co&quot;</title>")
				.contains("data-report=\"../memprof\" data-actions=\"false\" data-refresh-millis=\"5000\"")
				.contains("<body>${unknown}</body>");
		}

		@ParameterizedTest
		@CsvSource({ "main.js,text/javascript", "page.css,text/css", "icon.svg,image/svg+xml",
				"licence.txt,text/plain" })
		void whatThePageLoadsIsKeptForever(String file, String type) throws Exception {
			HttpResponse<String> answer = this.server.get(assets() + file);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(header(answer, "Content-Type")).isEqualToIgnoringCase(type + ";charset=UTF-8");
			assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
			assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
			assertThat(answer.headers().map()).doesNotContainKey("content-security-policy");
		}

		@Test
		void textIsUtf8() throws Exception {
			assertThat(this.server.get(assets() + "main.js").body()).contains("“leak”");
		}

		@ParameterizedTest
		@ValueSource(strings = { "index.html", "notes.bin", "other.js", "", "..%2fmain.js", "%2e%2e%2fmain.js",
				"..%5cmain.js", "main.js%00.js", "main.js/main.js" })
		void nothingElseIsServed(String file) throws Exception {
			assertIsRefused(this.server.get(assets() + file));
		}

		@ParameterizedTest
		@ValueSource(strings = { "000000000000/main.js", "main.js", "../ui/000000000000/main.js" })
		void anotherVersionIsNotFound(String path) throws Exception {
			assertIsRefused(this.server.get("/actuator/memprof/ui/" + path));
		}

		/**
		 * Jersey takes it for the page.
		 */
		@Test
		void slashAtTheEndIsNotKeptForever() throws Exception {
			assertThat(this.server.get("/actuator/memprof/ui/").headers().allValues("Cache-Control"))
				.noneMatch((value) -> value.contains("max-age"));
		}

		@Test
		void reportAndListOfEndpointsLinkThePage() throws Exception {
			assertThat(this.server.get("/actuator/memprof").body())
				.contains("\"_links\":{\"ui\":{\"href\":\"memprof/ui\"}}");
			assertThat(this.server.get("/actuator").body()).containsPattern("\"memprofui\":\\{\"href\":\"http://"
					+ "localhost:\\d+/actuator/memprof/ui\",\"templated\":false}");
		}

		@Test
		void sectionsOfTheReportAreNoPage() throws Exception {
			HttpResponse<String> section = this.server.get("/actuator/memprof/leaks/ab12cd34");
			assertThat(section.body()).contains("orderCache");
			assertThat(section.headers().map()).doesNotContainKey("content-security-policy");
			assertThat(this.server.get("/actuator/memprof/uix").statusCode()).isEqualTo(404);
		}

		@Test
		void pageFollowsTheReportToAnotherPathAndPort() throws Exception {
			try (Server server = this.stack.start("management.server.port=0", "management.server.base-path=/admin",
					"management.endpoints.web.base-path=/ops",
					"management.endpoints.web.path-mapping.memprof=memory/leaks",
					"management.endpoint.memprof.access=unrestricted", "memprof.sampling-interval=20ms")) {
				HttpResponse<String> page = server.getFromManagement("/admin/ops/memory/leaks/ui");
				assertHasPage(page, "ui");
				assertThat(page.body()).contains("data-report=\"../leaks\"")
					.contains("data-actions=\"true\" data-refresh-millis=\"1000\"");
				assertThat(server.getFromManagement("/admin/ops/memory/leaks").body())
					.contains("\"_links\":{\"ui\":{\"href\":\"leaks/ui\"}}");
				HttpResponse<String> script = server
					.getFromManagement("/admin/ops/memory/leaks/" + matched(SCRIPT, page.body()) + "main.js");
				assertThat(header(script, "Cache-Control")).contains("immutable");
				assertThat(server.get("/ops/memory/leaks/ui").statusCode()).isEqualTo(404);
			}
		}

		@Test
		void excludedPageIsAnUnknownSection() throws Exception {
			try (Server server = this.stack.start("management.endpoints.web.exposure.exclude=memprofui")) {
				HttpResponse<String> answer = server.get("/actuator/memprof/ui");
				assertThat(answer.statusCode()).isEqualTo(404);
				assertThat(answer.body()).contains("There is no such section.");
				assertThat(answer.headers().map()).doesNotContainKey("content-security-policy");
				assertThat(server.get("/actuator/memprof").body()).doesNotContain("_links");
				assertThat(server.get("/actuator").body()).doesNotContain("memprofui");
			}
		}

		private String assets() throws Exception {
			return "/actuator/memprof/" + matched(SCRIPT, this.server.get("/actuator/memprof/ui").body());
		}

	}

	private static void assertHasPage(HttpResponse<String> page, String itself) {
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(header(page, "Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
		assertThat(header(page, "Content-Security-Policy")).isEqualTo("default-src 'none'; script-src 'self'; "
				+ "style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
				+ "frame-ancestors 'self'; require-trusted-types-for 'script'");
		assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
		assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
		assertThat(matched(SCRIPT, page.body())).matches(itself + "/[0-9a-f]{12}/");
	}

	private static void assertIsRefused(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isIn(400, 404);
		assertThat(answer.headers().allValues("Cache-Control")).noneMatch((value) -> value.contains("max-age"));
		assertThat(answer.body()).doesNotContain("words").doesNotContain("not served").doesNotContain("<title>${");
	}

	private static String header(HttpResponse<String> answer, String name) {
		List<String> values = answer.headers().allValues(name);
		assertThat(values).as(name).hasSize(1);
		return values.get(0);
	}

	private static String matched(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
		return matcher.group(1);
	}

}

package io.memprof.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.memprof.leak.LeakVerdict;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint over real HTTP.
 */
class MemprofEndpointHttpTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=health,memprof,scheduledtasks";

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { EXPOSED, "spring.jackson.property-naming-strategy=SNAKE_CASE" })
	@DirtiesContext
	class ReadOnly {

		@LocalServerPort
		private int port;

		@Test
		void rootIsTheReportWhateverTheApplicationDoesToJson() throws Exception {
			HttpResponse<String> response = send(this.port, "GET", "");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(json(response)).containsEntry("sessionId", "0123456789ab")
				.containsEntry("profilingDuration", "PT1M30S")
				.containsKeys("leakAnalysis", "telemetry");
			assertThat(response.body().indexOf("sessionId")).isLessThan(response.body().indexOf("generatedAt"));
		}

		@Test
		void sectionsAndSingleLeaksAnswer() throws Exception {
			assertThat(json(send(this.port, "GET", "/leaks"))).containsEntry("verdict", "SUSPECTED");
			assertThat(json(send(this.port, "GET", "/leaks/ab12cd34"))).containsEntry("bean", "orderCache");
			for (String section : List.of("/snapshot", "/timeline", "/allocations", "/flamegraph")) {
				assertThat(send(this.port, "GET", section).statusCode()).as(section).isEqualTo(200);
			}
		}

		@Test
		void unknownSectionIsNotFoundAndNamesTheOthers() throws Exception {
			HttpResponse<String> response = send(this.port, "GET", "/heap");
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(response.headers().firstValue("Content-Type").orElseThrow()).contains("json");
			assertThat(json(response)).extractingByKey("sections")
				.asInstanceOf(InstanceOfAssertFactories.LIST)
				.contains("snapshot", "leaks/{fingerprint}");
		}

		@Test
		void writingIsRefused() throws Exception {
			assertThat(send(this.port, "POST", "/analysis").statusCode()).isEqualTo(405);
			assertThat(send(this.port, "DELETE", "").statusCode()).isEqualTo(405);
		}

		@Test
		void samplingIsAmongTheScheduledTasks() throws Exception {
			assertThat(get(this.port, "/actuator/scheduledtasks").body())
				.contains("io.memprof.autoconfigure.Sampler.sample");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { EXPOSED, "management.endpoint.memprof.access=unrestricted" })
	@DirtiesContext
	class Unrestricted {

		@LocalServerPort
		private int port;

		@Test
		void analysisIsAcceptedThenBusy() throws Exception {
			HttpResponse<String> first = send(this.port, "POST", "/analysis");
			assertThat(first.statusCode()).isEqualTo(202);
			assertThat(json(first)).containsEntry("accepted", "analysis");
			assertThat(send(this.port, "POST", "/analysis").statusCode()).isEqualTo(429);
		}

		@Test
		void flushAndNewSessionAreAccepted() throws Exception {
			assertThat(send(this.port, "POST", "/flush").statusCode()).isEqualTo(202);
			assertThat(send(this.port, "DELETE", "").statusCode()).isEqualTo(202);
		}

		@Test
		void unknownActionIsNotFoundAndNamesTheOthers() throws Exception {
			HttpResponse<String> response = send(this.port, "POST", "/reset");
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(json(response)).containsEntry("actions", List.of("analysis", "flush"));
		}

	}

	@Nested
	@SpringBootTest(classes = WholeApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "management.endpoints.web.exposure.include=memprof,metrics",
					"management.endpoint.memprof.access=unrestricted", "memprof.sampling-interval=200ms" })
	@DirtiesContext
	class WithTheEngine {

		@LocalServerPort
		private int port;

		@Test
		void reportMetersAndActionsAreReal() throws Exception {
			assertThat(Fixtures.within(Duration.ofSeconds(20), () -> send(this.port, "GET", "").statusCode() == 200))
				.isTrue();
			Map<String, Object> report = json(send(this.port, "GET", ""));
			assertThat(report).containsEntry("state", "running");
			assertThat(json(send(this.port, "GET", "/leaks"))).containsEntry("verdict", "WARMING_UP");
			System.gc();
			assertThat(Fixtures.within(Duration.ofSeconds(20),
					() -> json(send(this.port, "GET", "/timeline")).get("collections") instanceof List<?> collections
							&& !collections.isEmpty()))
				.isTrue();
			assertThat(get(this.port, "/actuator/metrics/memory.heap_bytes").statusCode()).isEqualTo(200);
			assertThat(send(this.port, "DELETE", "").statusCode()).isEqualTo(202);
			assertThat(Fixtures.within(Duration.ofSeconds(20), () -> {
				Object session = json(send(this.port, "GET", "")).get("sessionId");
				return session != null && !session.equals(report.get("sessionId"));
			})).isTrue();
			assertThat(send(this.port, "POST", "/analysis").statusCode()).isEqualTo(202);
			HttpResponse<String> second = send(this.port, "POST", "/analysis");
			assertThat(second.statusCode()).isEqualTo(429);
			assertThat(json(second)).containsKey("retryAfterSeconds");
		}

	}

	private static HttpResponse<String> send(int port, String method, String path) throws Exception {
		return request(port, method, "/actuator/memprof" + path);
	}

	private static HttpResponse<String> get(int port, String path) throws Exception {
		return request(port, "GET", path);
	}

	private static HttpResponse<String> request(int port, String method, String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
	}

	private static Map<String, Object> json(HttpResponse<String> response) {
		return JsonParserFactory.getJsonParser().parseMap(response.body());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WholeApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ReportSource reportSource() {
			return Fixtures.source(Fixtures.report(LeakVerdict.SUSPECTED, Fixtures.LEAK));
		}

		@Bean
		ProfilerActions profilerActions() {
			AtomicBoolean idle = new AtomicBoolean(true);
			return new ProfilerActions(Runnable::run, (executor) -> idle.getAndSet(false), () -> {
			}, () -> {
			}, InstantSource.system());
		}

	}

}

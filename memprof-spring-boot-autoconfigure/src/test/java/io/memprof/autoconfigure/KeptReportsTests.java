package io.memprof.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that are started one after another, over real HTTP.
 */
class KeptReportsTests {

	private static final String SECTION = "/actuator/memprof/history";

	@TempDir
	private Path directory;

	@Test
	void withoutADirectoryNothingIsKept() throws Exception {
		try (ConfigurableApplicationContext context = start("")) {
			Map<String, Object> off = Map.of("state", "off", "reason", "memprof.history.directory is not set");
			assertThat(json(context, SECTION)).isEqualTo(off);
			assertThat(json(context, "/actuator/memprof")).containsEntry("history", off);
			assertThat(get(context, SECTION + "/0123456789ab").statusCode()).isEqualTo(404);
		}
		assertThat(files()).isEmpty();
	}

	@Test
	void theNextStartShowsTheRunBefore() throws Exception {
		String first;
		try (ConfigurableApplicationContext context = start(this.directory.toString())) {
			first = String.valueOf(json(context, "/actuator/memprof").get("sessionId"));
			assertThat(runs(context)).singleElement()
				.satisfies((run) -> assertThat(run).containsEntry("sessionId", first)
					.containsEntry("ended", "RUNNING")
					.containsEntry("verdict", "WARMING_UP")
					.containsEntry("version", "1.2"));
		}
		assertThat(files()).containsExactly("memprof-shop-" + first + ".json");
		try (ConfigurableApplicationContext context = start(this.directory.toString())) {
			assertThat(runs(context)).extracting((run) -> run.get("ended")).containsExactly("RUNNING", "CLEANLY");
			assertThat(json(context, SECTION + "/" + first)).containsEntry("service", "shop")
				.containsEntry("ended", "CLEANLY")
				.extractingByKey("report")
				.asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("sessionId", first)
				.containsEntry("state", "stopped")
				.containsKeys("snapshot", "leakAnalysis", "allocations", "cost");
			assertThat(json(context, "/actuator/memprof")).extractingByKey("history")
				.asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("state", "written");
		}
	}

	@Test
	void aCorruptFileIsAnsweredWithItsFault() throws Exception {
		Files.writeString(this.directory.resolve("memprof-shop-0123456789ab.json"), "{\"memprofHistory\":1,");
		try (ConfigurableApplicationContext context = start(this.directory.toString())) {
			assertThat(json(context, SECTION)).extractingByKey("skipped")
				.asString()
				.contains("memprof-shop-0123456789ab.json", "ends too early");
			HttpResponse<String> response = get(context, SECTION + "/0123456789ab");
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.body()).contains("ends too early, after 20 bytes");
		}
	}

	@Test
	void aDirectoryThatCannotBeWrittenDisturbsNothing() throws Exception {
		Path file = Files.writeString(this.directory.resolve("file"), "");
		try (ConfigurableApplicationContext context = start(file.toString())) {
			assertThat(json(context, SECTION)).containsEntry("state", "failing")
				.containsEntry("reason", "it is a file, not a directory");
			assertThat(json(context, "/actuator/memprof")).containsEntry("state", "running");
		}
	}

	@Test
	void noPathLeadsOutOfTheDirectory() throws Exception {
		try (ConfigurableApplicationContext context = start(this.directory.resolve("history").toString())) {
			Files.writeString(this.directory.resolve("secret.json"), "{\"secret\":1}");
			for (String path : List.of("/..%2Fsecret", "/../secret", "/%2e%2e%2fsecret.json", "/a/b")) {
				HttpResponse<String> response = get(context, SECTION + path);
				assertThat(response.statusCode()).as(path).isIn(400, 404);
				assertThat(response.body()).doesNotContain("secret\":1");
			}
		}
	}

	/** Answers once the first tick has kept its report, or has tried to. */
	private static ConfigurableApplicationContext start(String directory) throws Exception {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.run("--server.port=0", "--spring.main.banner-mode=off", "--spring.application.name=shop",
					"--memprof.telemetry.service-version=1.2", "--management.endpoints.web.exposure.include=memprof",
					"--memprof.sampling-interval=100ms", "--memprof.history.directory=" + directory);
		assertThat(Fixtures.within(Duration.ofSeconds(30), () -> get(context, "/actuator/memprof").statusCode() == 200
				&& !"waiting".equals(json(context, SECTION).get("state"))))
			.isTrue();
		return context;
	}

	private static List<Map<String, Object>> runs(ConfigurableApplicationContext context) throws Exception {
		assertThat(Fixtures.within(Duration.ofSeconds(10), () -> !list(context).isEmpty())).isTrue();
		return list(context);
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> list(ConfigurableApplicationContext context) throws Exception {
		return (List<Map<String, Object>>) json(context, SECTION).get("runs");
	}

	private static Map<String, Object> json(ConfigurableApplicationContext context, String path) throws Exception {
		return JsonParserFactory.getJsonParser().parseMap(get(context, path).body());
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		String port = context.getEnvironment().getProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
	}

	private List<String> files() throws Exception {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}

package io.memprof.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a real collector refuses, and what the shop says then: one line in the log with
 * what was tried and what to change, and the same in the report.
 */
class RefusedPushIT {

	private static final String TOKEN = "s3cret-of-the-platform-team";

	@TempDir
	private static Path directory;

	private static Collector collector;

	private static int openHttpPort;

	private static List<String> trusting;

	@BeforeAll
	static void startCollector() throws Exception {
		HeldCertificate certificate = new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
		Path certificateFile = Files.writeString(directory.resolve("certificate.pem"), certificate.certificatePem());
		Path key = Files.writeString(directory.resolve("key.pem"), certificate.privateKeyPkcs8Pem());
		openHttpPort = Program.freePort();
		collector = Collector.start(Path.of("src/test/resources/guarded-collector.yaml"),
				Map.of("OPEN_HTTP_PORT", String.valueOf(openHttpPort), "TOKEN", TOKEN, "CERTIFICATE",
						certificateFile.toString(), "KEY", key.toString()));
		trusting = trusting(certificate);
	}

	@AfterAll
	static void stopCollector() {
		if (collector != null) {
			collector.close();
		}
	}

	@Test
	void takesThePushOfAShopThatTrustsItAndHasTheToken() throws Exception {
		try (Shop shop = quietShop(trusting, httpsEndpoint(),
				"--memprof.telemetry.headers.authorization=Bearer " + TOKEN)) {
			shop.await("accepted", Duration.ofSeconds(30), () -> shop.telemetry().path("pushes").asLong() > 0);

			assertThat(collector.log()).contains("memory.rss_bytes");
			assertThat(shop.get("/actuator/memprof").body() + shop.log()).doesNotContain(TOKEN);
		}
	}

	@Test
	void asksForCredentialsWhenTheTokenIsMissing() throws Exception {
		assertExplained(trusting, httpsEndpoint(), "it answered HTTP 401", "memprof.telemetry.headers");
	}

	@Test
	void saysThatTheCertificateIsNotTrusted() throws Exception {
		assertExplained(List.of(), httpsEndpoint(), "its TLS certificate is not trusted", "javax.net.ssl.trustStore");
	}

	@Test
	void suggestsTlsWhenPlainHttpMeetsIt() throws Exception {
		// what OkHttp sees of Go's answer in plain text depends on when the connection is
		// reset
		assertExplained(List.of(), "http://localhost:" + collector.httpPort() + "/v1/metrics", "", "https://");
	}

	@Test
	void suggestsPlainHttpWhenTlsMeetsNone() throws Exception {
		assertExplained(trusting, "https://localhost:" + collector.grpcPort(), "no TLS connection", "http://");
	}

	@Test
	void suggestsGrpcWhenHttpMeetsTheGrpcPort() throws Exception {
		assertExplained(List.of(), "http://localhost:" + collector.grpcPort() + "/v1/metrics",
				"the connection broke before an answer", "memprof.telemetry.transport=grpc");
	}

	@Test
	void suggestsHttpWhenGrpcMeetsTheHttpPort() throws Exception {
		assertExplained(List.of(), "http://localhost:" + openHttpPort, "the connection broke before an answer",
				"memprof.telemetry.transport=http");
	}

	/** Several pushes fail, and one line says why. */
	private static void assertExplained(List<String> jvmOptions, String endpoint, String cause, String advice)
			throws Exception {
		try (Shop shop = quietShop(jvmOptions, endpoint)) {
			shop.await("refused", Duration.ofSeconds(30),
					() -> shop.telemetry().path("consecutiveFailures").asLong() > 2);

			JsonNode telemetry = shop.telemetry();
			assertThat(telemetry.path("state").asString()).isEqualTo("failing");
			assertThat(telemetry.path("lastError").asString()).contains(cause, advice);
			List<String> complaints = shop.log().lines().filter((line) -> line.contains("WARN")).toList();
			assertThat(complaints).singleElement().asString().contains(endpoint, cause, advice);
		}
	}

	private static Shop quietShop(List<String> jvmOptions, String endpoint, String... arguments) throws Exception {
		List<String> all = new ArrayList<>(
				List.of("--demo.leak=none", "--demo.traffic.requests-per-second=0", "--memprof.telemetry.enabled=true",
						"--memprof.telemetry.export-interval=500ms", "--memprof.telemetry.endpoint=" + endpoint));
		all.addAll(List.of(arguments));
		return Shop.open(jvmOptions, all.toArray(String[]::new));
	}

	private static String httpsEndpoint() {
		return "https://localhost:" + collector.httpPort() + "/v1/metrics";
	}

	/** Options of a JVM that trusts this certificate. */
	private static List<String> trusting(HeldCertificate certificate) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setCertificateEntry("collector", certificate.certificate());
		Path file = directory.resolve("trust.p12");
		try (var out = Files.newOutputStream(file)) {
			store.store(out, "changeit".toCharArray());
		}
		return List.of("-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=changeit");
	}

}

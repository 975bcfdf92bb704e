package io.memprof.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Prometheus' and the collector's own checks say about the files in
 * {@code observability/}.
 */
class ShippedRulesIT {

	private static final Path RULES = PrometheusServer.SHIPPED.resolve("memprof-rules.yml");

	@Test
	void promtoolFindsNothingToComplainAboutInTheRules() throws Exception {
		assertSucceeds("SUCCESS", Tools.promtool(), "check", "rules", "--lint=all", "--lint-fatal", RULES.toString());
	}

	@Test
	void eachAlertFiresAndResolvesAsItsUnitTestsSay() throws Exception {
		assertSucceeds("SUCCESS", Tools.promtool(), "test", "rules",
				PrometheusServer.SHIPPED.resolve("memprof-rules.test.yml").toString());
	}

	@Test
	void prometheusTakesItsConfiguration() throws Exception {
		assertSucceeds("SUCCESS", Tools.promtool(), "check", "config",
				PrometheusServer.SHIPPED.resolve("prometheus.yml").toString());
	}

	@Test
	void theCollectorTakesItsConfiguration() throws Exception {
		assertSucceeds("", Tools.collector(), "validate", "--config", Collector.SHIPPED.toString());
	}

	private static void assertSucceeds(String word, Path program, String... arguments) throws Exception {
		List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
		assertThat(output).contains(word);
	}

}

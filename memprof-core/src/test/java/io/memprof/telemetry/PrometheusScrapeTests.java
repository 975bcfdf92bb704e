package io.memprof.telemetry;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrometheusScrapeTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final RegistryTelemetryExporter exporter = new RegistryTelemetryExporter(this.registry,
			SessionLabel.SNAPSHOT);

	@BeforeEach
	void nameAsOtlpDoes() {
		PrometheusNames.applyTo(this.registry);
	}

	@Test
	void showsTheNamesThatPrometheusGivesToTheSameMetersOverOtlp() {
		Samples.exportEverything(this.exporter);

		assertThat(families("TYPE", 1)).containsExactlyInAnyOrder("memory_rss_bytes", "memory_heap_bytes",
				"memory_virtual_bytes", "memory_leak_count_total", "memory_leak_allocation_count_total",
				"memory_leak_growth_rate_mb_h", "memory_leak_size_bytes", "memory_leak_size_bytes_max",
				"memory_allocation_count_total", "memory_allocation_bytes_total",
				"memory_allocation_distribution_total", "memory_allocation_efficiency_score",
				"memory_allocator_total_bytes", "memory_allocation_size_bytes", "memory_allocation_size_bytes_max");
	}

	@Test
	void describesEveryMeter() {
		Samples.exportEverything(this.exporter);

		assertThat(families("HELP", 2))
			.containsAll(() -> Arrays.stream(MemoryMeter.values()).map(MemoryMeter::description).iterator());
	}

	@Test
	void showsTheBucketsOfHistograms() {
		Samples.exportEverything(this.exporter);

		assertThat(this.registry.scrape())
			.contains("memory_allocation_size_bytes_bucket{component=\"orders\",operation=\"OrderController.create\","
					+ "le=\"4096.0\"} 1")
			.contains("le=\"16384.0\"} 2");
	}

	@Test
	void showsLeakCountersAtZeroBeforeAnyLeak() {
		this.exporter.beginSession("0123456789ab");

		assertThat(this.registry.scrape().lines().filter((line) -> line.startsWith("memory_leak_count_total{")))
			.hasSize(4)
			.allMatch((line) -> line.endsWith(" 0.0"));
	}

	@Test
	void showsNoNaN() {
		Samples.exportEverything(this.exporter);

		assertThat(this.registry.scrape()).doesNotContain("NaN");
	}

	@Test
	void losesTheGaugesOfASessionThatEndedBehindACompositeToo() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		composite.add(this.registry);
		RegistryTelemetryExporter behind = new RegistryTelemetryExporter(composite, SessionLabel.ALL);
		Samples.exportEverything(behind);
		behind.beginSession("second");

		assertThat(this.registry.scrape()).doesNotContain("0123456789ab");
	}

	@Test
	void leavesOtherRegistriesAlone() {
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		PrometheusNames.applyTo(other);
		Samples.exportEverything(new RegistryTelemetryExporter(other, SessionLabel.NONE));

		assertThat(other.find("memory.allocation.total_bytes").counters()).isNotEmpty();
	}

	private Set<String> families(String comment, int group) {
		Pattern pattern = Pattern.compile("# " + comment + " (\\S+) (.*)");
		Stream<Matcher> lines = this.registry.scrape().lines().map(pattern::matcher).filter(Matcher::matches);
		Set<String> found = new TreeSet<>();
		lines.forEach((line) -> found.add(line.group(group)));
		return found;
	}

}

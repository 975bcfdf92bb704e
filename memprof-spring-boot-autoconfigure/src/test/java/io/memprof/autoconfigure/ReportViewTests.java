package io.memprof.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlameGraph;
import io.memprof.leak.LeakVerdict;
import io.memprof.report.MemoryReport;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemorySnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportViewTests {

	private static final TelemetrySection OFF = TelemetrySection.off("memprof.telemetry.enabled is false");

	private final ReportView view = new ReportView(
			Fixtures.source(Fixtures.report(LeakVerdict.SUSPECTED, Fixtures.LEAK)), OFF, ProfilesSection.notWanted());

	@Test
	void rootIsTheReportAndTheStateOfTelemetry() {
		Answer answer = this.view.root();
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).containsEntry("sessionId", "0123456789ab")
			.containsEntry("telemetry", Map.of("state", "off", "reason", "memprof.telemetry.enabled is false",
					"profiles", Map.of("state", "off", "reason", "memprof.profiles.enabled is false")));
	}

	@Test
	void everySectionAnswers() {
		assertThat(this.view.section("snapshot").body()).containsEntry("rssBytes", 300L);
		assertThat(this.view.section("timeline").body()).containsKeys("snapshots", "collections");
		assertThat(this.view.section("leaks").body()).containsEntry("verdict", "SUSPECTED");
		assertThat(this.view.section("leaks", "ab12cd34").body()).containsEntry("className", "com.shop.Order");
		assertThat(this.view.section("allocations").body()).containsEntry("totalBytes", 0L);
		assertThat(this.view.section("flamegraph").body()).containsEntry("frame", "all")
			.containsEntry("component", "jdk");
	}

	@Test
	void unknownSectionNamesThoseThatExist() {
		Answer answer = this.view.section("leak");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.body()).containsEntry("sections",
				List.of("snapshot", "timeline", "leaks", "leaks/{fingerprint}", "allocations", "flamegraph"));
	}

	@Test
	void unknownFingerprintIsNotFound() {
		assertThat(this.view.section("leaks", "00000000").status()).isEqualTo(404);
		assertThat(this.view.section("leaks", "ab12cd34", "more").status()).isEqualTo(404);
	}

	@Test
	void beforeTheFirstTickEveryPartIsUnavailable() {
		ReportView early = new ReportView(Fixtures.source(null), OFF, ProfilesSection.notWanted());
		assertThat(early.root().status()).isEqualTo(503);
		assertThat(early.section("leaks").status()).isEqualTo(503);
		assertThat(early.section("nonsense").status()).isEqualTo(404);
		assertThat(early.root().body()).containsKey("unavailable");
	}

	@Test
	void requestsShareOneMappingPerReport() {
		AtomicReference<MemoryReport> latest = new AtomicReference<>(Fixtures.report(LeakVerdict.HEALTHY));
		ReportView view = new ReportView(changing(latest), OFF, ProfilesSection.notWanted());
		Object first = view.section("leaks").body();
		assertThat(view.section("leaks").body()).isSameAs(first);
		assertThat(view.root().body().get("snapshot")).isSameAs(view.root().body().get("snapshot"));
		latest.set(Fixtures.report(LeakVerdict.GROWING));
		assertThat(view.section("leaks").body()).containsEntry("verdict", "GROWING");
	}

	@Test
	void missingFlameGraphSaysWhy() {
		ReportView view = new ReportView(changing(new AtomicReference<>(Fixtures.report(LeakVerdict.HEALTHY))), OFF,
				ProfilesSection.notWanted());
		assertThat(view.section("flamegraph").body()).containsKey("unavailable");
	}

	private static ReportSource changing(AtomicReference<MemoryReport> latest) {
		return new ReportSource() {

			@Override
			public MemoryReport report() {
				return latest.get();
			}

			@Override
			public List<MemorySnapshot> timeline() {
				return List.of();
			}

			@Override
			public List<LiveHeap> collections() {
				return List.of();
			}

			@Override
			public ComponentNaming naming() {
				return Fixtures.NAMING;
			}

			@Override
			public FlameGraph flameGraph() {
				return null;
			}

		};
	}

}

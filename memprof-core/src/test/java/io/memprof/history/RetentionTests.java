package io.memprof.history;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.memprof.leak.LeakVerdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetentionTests {

	private final Retention retention = new Retention(new HistorySettings(Path.of("x"), 1000, Duration.ofDays(30)));

	@Test
	void whatFitsStays() {
		assertThat(expired(run(3, 300, 0), run(2, 300, 10), run(1, 300, 29))).isEmpty();
	}

	@Test
	void theOldestGoUntilTheRestIsSmallEnough() {
		assertThat(expired(run(4, 400, 0), run(3, 400, 1), run(2, 400, 2), run(1, 200, 3))).containsExactly(2L);
	}

	@Test
	void whatIsTooOldGoes() {
		assertThat(expired(run(2, 10, 0), run(1, 10, 30))).containsExactly(1L);
	}

	@Test
	void theNumberOfRunsIsBounded() {
		List<Run> runs = new ArrayList<>();
		for (int number = 250; number > 0; number--) {
			runs.add(run(number, 1, 0));
		}
		assertThat(expired(runs.toArray(Run[]::new))).hasSize(250 - Retention.MOST_RUNS)
			.contains(1L)
			.doesNotContain(250L);
	}

	@Test
	void whatMustStayStaysWhateverTheBoundsSay() {
		List<Run> runs = List.of(run(3, 900, 0), run(2, 900, 0), run(1, 900, 400));
		assertThat(this.retention.expired(runs, (run) -> run.number() != 2, Reports.NOON)).extracting(Run::number)
			.containsExactly(2L);
	}

	@Test
	void aRunThatTheClockPutsInTheFutureHasNoAge() {
		assertThat(expired(run(2, 10, -400), run(1, 10, 0))).isEmpty();
	}

	private List<Long> expired(Run... newestFirst) {
		return this.retention.expired(List.of(newestFirst), (run) -> false, Reports.NOON)
			.stream()
			.map(Run::number)
			.toList();
	}

	private static Run run(long number, long bytes, int daysAgo) {
		Instant written = Reports.NOON.minus(Duration.ofDays(daysAgo));
		return new Run(number, new ServiceInstance("shop", null, "i"), "%012x".formatted(number), "1@a", written,
				written, Ending.CLEANLY, LeakVerdict.HEALTHY, written, List.of(), 0, bytes);
	}

}

package io.memprof.benchmarks.corpus;

import java.util.List;

import io.memprof.benchmarks.corpus.healthy.SlidingWindow;
import io.memprof.benchmarks.corpus.leaking.MailQueue;
import io.memprof.benchmarks.corpus.leaking.TinyNumbers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AccuracyTableTests {

	private static final Judgement FOUND = new Judgement(MailQueue.class, Collector.G1, "SUSPECTED", 42, true, true,
			true, false, null);

	private static final Judgement MISSED = new Judgement(TinyNumbers.class, Collector.G1, "HEALTHY", null, false,
			false, false, false, null);

	private static final Judgement CRIED = new Judgement(SlidingWindow.class, Collector.ZGC, "HEALTHY", 30, false,
			false, false, false, null);

	@Test
	void aRowForEachCollectorAndOneForAll() {
		assertThat(new AccuracyTable(List.of(FOUND, MISSED, CRIED)).summary()).isEqualTo("""
				| collector | leaks found | class | site | holder | median seconds | false alarms | precision |
				|---|---|---|---|---|---|---|---|
				| G1 | 1 of 2 | 1 | 1 | 0 | 42 | 0 of 0 | 1.00 |
				| ZGC | 0 of 0 | 0 | 0 | 0 | – | 1 of 1 | 0.00 |
				| all | 1 of 2 | 1 | 1 | 0 | 42 | 1 of 1 | 0.50 |
				""");
	}

	@Test
	void aRowForEachProgram() {
		assertThat(new AccuracyTable(List.of(FOUND, MISSED, CRIED)).details()).isEqualTo("""
				| program | leaks | what was said |
				|---|---|---|
				| MailQueue | heap | G1 SUSPECTED after 42 s, without holder |
				| TinyNumbers | heap | G1 HEALTHY |
				| SlidingWindow | nothing | ZGC HEALTHY after 30 s, then withdrawn, FALSE ALARM |
				""");
	}

	@Test
	void aRunThatFailedIsALeakNotFoundAndIsListed() {
		AccuracyTable table = new AccuracyTable(
				List.of(FOUND, Judgement.failed(TinyNumbers.class, Collector.G1, "ended with 3")));
		assertThat(table.recall()).isEqualTo(0.5);
		assertThat(table.failures()).isEqualTo(1);
		assertThat(table.details()).contains("| TinyNumbers | heap | G1 FAILED: ended with 3 |");
	}

}

package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeakAnalysisTests {

	private final LeakLog log = new LeakLog();

	@Test
	void aLeakIsReportedFirstOnce() {
		assertThat(firstReported(0, "a")).containsExactly("a");
		assertThat(firstReported(5, "a", "b")).containsExactly("b");
		assertThat(firstReported(10)).isEmpty();
	}

	@Test
	void aLeakThatTheRunBeforeKnewIsReportedFirstTooSoThatNoAlertIsLost() {
		this.log.expect(List.of(LeakIdentity.of(Leaks.leak("a"))));
		assertThat(firstReported(0, "a")).containsExactly("a");
		assertThat(firstReported(5, "a")).isEmpty();
	}

	@Test
	void aLeakThatComesBackIsNotReportedFirstAgain() {
		firstReported(0, "a");
		firstReported(100);
		assertThat(firstReported(200, "a")).isEmpty();
	}

	private List<String> firstReported(long second, String... reported) {
		Instant now = Time.at(second);
		List<LeakInfo> leaks = this.log.update(List.of(reported).stream().map(Leaks::leak).toList(), now,
				Duration.ofSeconds(50));
		return new LeakAnalysis(now, LeakVerdict.SUSPECTED, now, List.of(), null, null, null, leaks, List.of(),
				List.of())
			.firstReported()
			.stream()
			.map(LeakInfo::fingerprint)
			.toList();
	}

}

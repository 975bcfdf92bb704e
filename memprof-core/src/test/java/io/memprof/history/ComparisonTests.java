package io.memprof.history;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.memprof.history.Comparison.Change;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakStatus;
import io.memprof.leak.LeakVerdict;
import io.memprof.report.MemoryReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonTests {

	private final Reports now = new Reports("bbbbbbbbbbbb");

	@Test
	void aLeakThatWasThereIsKnown() {
		assertThat(changes(before(Reports.leak("a")), 30, LeakVerdict.SUSPECTED, Reports.leak("a")))
			.containsExactly(Change.KNOWN);
	}

	@Test
	void aLeakThatWasNotThereIsNew() {
		assertThat(changes(before(), 30, LeakVerdict.SUSPECTED, Reports.leak("a"))).containsExactly(Change.NEW);
	}

	@Test
	void aLeakOfTheSameHolderIsKnownWhateverItsClass() {
		LeakInfo before = Reports.leak("a", LeakStatus.KNOWN, "java.util.HashMap in com.shop.Orders.open", 20);
		LeakInfo now = Reports.leak("b", LeakStatus.NEW, "java.util.HashMap in com.shop.Orders.open", 20);
		assertThat(changes(before(before), 30, LeakVerdict.SUSPECTED, now)).containsExactly(Change.KNOWN);
	}

	@Test
	void aLeakThatHadGoneAndIsBackIsKnown() {
		assertThat(changes(before(Reports.leak("a", LeakStatus.GONE)), 30, LeakVerdict.SUSPECTED, Reports.leak("a")))
			.containsExactly(Change.KNOWN);
	}

	@Test
	void aLeakThatHadGoneAndStaysAwayIsNotMentioned() {
		assertThat(changes(before(Reports.leak("a", LeakStatus.GONE)), 30, LeakVerdict.HEALTHY)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "WARMING_UP", "INSUFFICIENT_EVIDENCE", "UNAVAILABLE", "GROWING" })
	void beforeAVerdictThatExcludesItALeakMayStillCome(LeakVerdict verdict) {
		assertThat(changes(before(Reports.leak("a")), 300, verdict)).containsExactly(Change.NOT_SEEN_YET);
	}

	@ParameterizedTest
	@EnumSource(names = { "WARMING_UP", "INSUFFICIENT_EVIDENCE", "UNAVAILABLE", "GROWING" }, mode = Mode.EXCLUDE)
	void afterAVerdictAndAsMuchTimeAsItTookALeakIsGone(LeakVerdict verdict) {
		assertThat(changes(before(Reports.leak("a")), 20, verdict)).containsExactly(Change.GONE);
	}

	@Test
	void aLeakThatTookLongerLastTimeMayStillCome() {
		assertThat(changes(before(Reports.leak("a")), 19, LeakVerdict.HEALTHY)).containsExactly(Change.NOT_SEEN_YET);
	}

	@Test
	void aLeakThatCameAgainAndWentIsGone() {
		assertThat(changes(before(Reports.leak("a")), 15, LeakVerdict.RECOVERED, Reports.leak("a", LeakStatus.GONE)))
			.containsExactly(Change.GONE);
	}

	@Test
	void eachLeakIsComparedByItself() {
		assertThat(changes(before(Reports.leak("a"), Reports.leak("b")), 30, LeakVerdict.SUSPECTED, Reports.leak("b"),
				Reports.leak("c")))
			.containsExactly(Change.KNOWN, Change.NEW, Change.GONE);
	}

	private List<Change> changes(Run before, int minutes, LeakVerdict verdict, LeakInfo... leaks) {
		MemoryReport report = this.now.after(minutes, verdict, leaks);
		return Comparison.of(before, report).leaks().stream().map(Comparison.Compared::change).toList();
	}

	private static Run before(LeakInfo... leaks) {
		Instant later = Reports.NOON.plusSeconds(7200);
		return new Run(1, new ServiceInstance("shop", null, "i"), "aaaaaaaaaaaa", "1@a", Reports.NOON, later,
				Ending.NOT_CLEANLY, LeakVerdict.SUSPECTED, later, Stream.of(leaks).map(RunLeak::of).toList(),
				leaks.length, 1000);
	}

}

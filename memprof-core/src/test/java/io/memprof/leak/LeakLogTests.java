package io.memprof.leak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeakLogTests {

	private static final Duration GRACE = Duration.ofSeconds(50);

	private final LeakLog log = new LeakLog();

	@Test
	void aLeakIsNewOnceAndKnownAfterwards() {
		assertThat(status(0, "a")).containsExactly(LeakStatus.NEW);
		assertThat(status(5, "a")).containsExactly(LeakStatus.KNOWN);
		assertThat(status(10, "a")).containsExactly(LeakStatus.KNOWN);
	}

	@Test
	void aLeakOfTheRunBeforeIsKnownFromTheFirstReportOn() {
		this.log.expect(List.of(LeakIdentity.of(Leaks.leak("a"))));
		assertThat(update(0, "a", "b")).extracting(LeakInfo::status).containsExactly(LeakStatus.KNOWN, LeakStatus.NEW);
		assertThat(update(5, "a", "b")).extracting(LeakInfo::firstSeen).containsOnly(Time.at(0));
	}

	@Test
	void aLeakOfTheRunBeforeIsKnownByItsHolderToo() {
		LeakInfo before = heldBy("a", "java.util.HashMap in com.shop.Orders.open");
		this.log.expect(List.of(LeakIdentity.of(before)));
		LeakInfo now = heldBy("b", "java.util.HashMap in com.shop.Orders.open");
		assertThat(this.log.update(List.of(now), Time.at(0), GRACE)).singleElement()
			.satisfies((leak) -> assertThat(leak.fingerprint()).isEqualTo("b"))
			.satisfies((leak) -> assertThat(leak.status()).isEqualTo(LeakStatus.KNOWN));
	}

	@Test
	void aLeakOfTheRunBeforeThatDoesNotComeIsNotReported() {
		this.log.expect(List.of(LeakIdentity.of(Leaks.leak("a"))));
		assertThat(update(0)).isEmpty();
		assertThat(this.log.lastGone()).isNull();
	}

	@Test
	void anAnalysisWithoutEvidenceDoesNotClearALeak() {
		status(0, "a");
		assertThat(status(5)).containsExactly(LeakStatus.KNOWN);
		assertThat(this.log.lastGone()).isNull();
	}

	@Test
	void aLeakThatIsNotReportedForLongIsGone() {
		status(0, "a");
		assertThat(status(100)).containsExactly(LeakStatus.GONE);
		assertThat(this.log.lastGone()).isEqualTo(Time.at(100));
	}

	@Test
	void aLeakGoesOnce() {
		status(0, "a");
		status(100);
		status(200);
		assertThat(this.log.lastGone()).isEqualTo(Time.at(100));
	}

	@Test
	void aLeakThatLooksDifferentInTheSameHolderIsKnown() {
		this.log.update(List.of(heldBy("a", "java.util.HashMap in com.shop.Orders.open")), Time.at(0), GRACE);
		assertThat(
				this.log.update(List.of(heldBy("b", "java.util.HashMap in com.shop.Orders.open")), Time.at(5), GRACE))
			.singleElement()
			.satisfies((leak) -> assertThat(leak.fingerprint()).isEqualTo("a"))
			.satisfies((leak) -> assertThat(leak.status()).isEqualTo(LeakStatus.KNOWN));
	}

	@Test
	void leaksInTwoHoldersAreTwo() {
		assertThat(this.log.update(List.of(heldBy("a", "java.util.HashMap in com.shop.Orders.open"),
				heldBy("b", "java.util.HashMap in com.shop.Orders.done")), Time.at(0), GRACE))
			.hasSize(2);
	}

	@Test
	void aLeakKeepsItsFirstDate() {
		update(0, "a");
		assertThat(update(20, "a")).singleElement()
			.satisfies((leak) -> assertThat(leak.firstSeen()).isEqualTo(Time.at(0)))
			.satisfies((leak) -> assertThat(leak.lastSeen()).isEqualTo(Time.at(20)));
	}

	@Test
	void aLeakWithoutEvidenceKeepsItsLastDate() {
		update(0, "a");
		assertThat(update(20)).singleElement().extracting(LeakInfo::lastSeen).isEqualTo(Time.at(0));
	}

	@Test
	void anotherLeakIsNew() {
		status(0, "a");
		assertThat(status(5, "a", "b")).containsExactly(LeakStatus.KNOWN, LeakStatus.NEW);
	}

	@Test
	void aLeakThatComesBackIsThereAgain() {
		status(0, "a");
		status(100);
		assertThat(status(200, "a")).doesNotContain(LeakStatus.GONE);
	}

	@Test
	void aNewSessionKnowsNothing() {
		this.log.expect(List.of(LeakIdentity.of(Leaks.leak("a"))));
		status(0, "a");
		status(100);
		this.log.clear();
		assertThat(update(200)).isEmpty();
		assertThat(this.log.lastGone()).isNull();
		assertThat(status(300, "a")).containsExactly(LeakStatus.NEW);
	}

	@Test
	void remembersABoundedNumberOfLeaks() {
		List<LeakInfo> many = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			many.add(Leaks.leak("leak-" + i));
		}
		this.log.update(many, Time.at(0), GRACE);
		assertThat(update(5)).hasSizeLessThan(1_000).isNotEmpty();
	}

	private List<LeakStatus> status(long second, String... reported) {
		return update(second, reported).stream().map(LeakInfo::status).toList();
	}

	private List<LeakInfo> update(long second, String... reported) {
		List<LeakInfo> leaks = List.of(reported).stream().map(Leaks::leak).toList();
		return this.log.update(leaks, Time.at(second), GRACE);
	}

	private static LeakInfo heldBy(String fingerprint, String container) {
		return Leaks.leak(fingerprint, LeakKind.HEAP, Severity.LOW, new Growth(1, 0.5, 2),
				new Holder(container, null, List.of(), null));
	}

}

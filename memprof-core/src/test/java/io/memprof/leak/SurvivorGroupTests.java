package io.memprof.leak;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static io.memprof.leak.Survivors.survivors;
import static org.assertj.core.api.Assertions.assertThat;

class SurvivorGroupTests {

	private static final long NOW = 1000;

	@Test
	void aLeakKeepsObjectsOfEveryAge() {
		assertAccumulates(survivors().every(10).to(NOW));
	}

	@Test
	void aLeakWithABurstKeepsObjectsOfEveryAge() {
		List<OldObject> objects = Survivors.all(survivors().every(20).to(NOW), survivors().every(1).from(500).to(530));
		assertAccumulates(objects);
	}

	@Test
	void sessionsWithATimeoutHaveNoOldObjects() {
		assertThat(ages(0, survivors().every(5).from(700).to(NOW)).reachBack()).isFalse();
	}

	@Test
	void aDroppedBatchHasNoOldObjects() {
		assertThat(ages(0, survivors().every(1).from(900).to(NOW)).reachHalfBack()).isFalse();
	}

	@Test
	void aStartUpFillIsOfOneAge() {
		assertThat(ages(0, survivors().every(2).from(0).to(200)).spread()).isFalse();
	}

	@Test
	void theSpanBeginsWithTheFirstObjectOfThePath() {
		assertThat(ages(400, survivors().every(10).from(400).to(NOW)).window())
			.isEqualTo(Duration.ofSeconds(NOW - 400));
	}

	@Test
	void theSpanBeginsAfterStartUp() {
		SurvivorGroup group = group(0, survivors().every(10).to(NOW));
		assertThat(group.ages(Time.at(300), Time.at(NOW)).window()).isEqualTo(Duration.ofSeconds(NOW - 300));
	}

	@Test
	void objectsTooYoungToSayAnythingDoNotCount() {
		SurvivorGroup group = group(0, survivors().every(10).to(NOW));
		assertThat(group.ages(Time.START, Time.at(500)).objects()).isEqualTo(50);
	}

	@Test
	void aClockThatStepsBackHasNoObjects() {
		SurvivorGroup group = group(500, survivors().every(10).from(500).to(NOW));
		assertThat(group.ages(Time.at(500), Time.at(100)).objects()).isZero();
	}

	@Test
	void noTimeAtAllHasNoObjects() {
		SurvivorGroup group = group(500, survivors().every(10).from(500).to(NOW));
		assertThat(group.ages(Time.at(500), Time.at(500)).objects()).isZero();
	}

	private static void assertAccumulates(List<OldObject> objects) {
		SurvivorGroup.Ages ages = ages(0, objects);
		assertThat(ages.spread()).isTrue();
		assertThat(ages.reachBack()).isTrue();
	}

	private static SurvivorGroup.Ages ages(long firstBirth, List<OldObject> objects) {
		return group(firstBirth, objects).ages(Time.START, Time.at(NOW));
	}

	private static SurvivorGroup group(long firstBirth, List<OldObject> objects) {
		return new SurvivorGroup(List.of("com.shop.OrderService.place"), objects, Time.at(firstBirth));
	}

}

package io.memprof.leak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static io.memprof.leak.Survivors.survivors;
import static org.assertj.core.api.Assertions.assertThat;

class SurvivingObjectsTests {

	private final SurvivingObjects survivors = new SurvivingObjects(Survivors.NAMING);

	@Test
	void groupsGoDownToTheAllocatingFrameWhenAllObjectsShareIt() {
		assertThat(groups(survivors()
			.allocatedBy("java.util.HashMap.put", "com.shop.Store.save", "com.shop.OrderService.place",
					"org.web.Dispatcher.call", "com.shop.OrderController.create")
			.to(100))).singleElement()
			.extracting(SurvivorGroup::path)
			.isEqualTo(
					List.of("com.shop.OrderController.create", "com.shop.OrderService.place", "com.shop.Store.save"));
	}

	@Test
	void groupsGoAsDeepAsMostObjectsShare() {
		List<OldObject> objects = Survivors.all(
				survivors().allocatedBy("com.shop.Store.save", "com.shop.OrderService.place").every(1).to(59),
				survivors().allocatedBy("com.shop.Audit.note", "com.shop.OrderService.place").every(30).to(59));
		assertThat(groups(objects)).singleElement()
			.satisfies((group) -> assertThat(group.path()).endsWith("com.shop.Store.save"))
			.satisfies((group) -> assertThat(group.objects()).hasSize(60));
	}

	@Test
	void groupsStayWhereTheCallsScatter() {
		List<OldObject> objects = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			objects.addAll(survivors().allocatedBy("com.shop.Handler" + i + ".handle", "com.shop.OrderService.place")
				.every(30)
				.to(60));
		}
		assertThat(groups(objects)).singleElement()
			.satisfies((group) -> assertThat(group.path()).containsExactly("com.shop.OrderService.place"))
			.satisfies((group) -> assertThat(group.objects()).hasSize(30));
	}

	@Test
	void twoLeaksBelowOneDispatcherAreTwoGroups() {
		List<OldObject> objects = Survivors.all(
				survivors().allocatedBy("com.shop.Store.save", "com.shop.Dispatcher.run").to(200),
				survivors().allocatedBy("com.shop.Mailer.queue", "com.shop.Dispatcher.run").to(100));
		assertThat(groups(objects)).extracting((group) -> group.path().get(1))
			.containsExactly("com.shop.Store.save", "com.shop.Mailer.queue");
	}

	@Test
	void oneSiteReachedFromTwoRequestsIsTwoGroups() {
		List<OldObject> objects = Survivors.all(
				survivors().allocatedBy("com.shop.Store.save", "com.shop.A.create").to(100),
				survivors().allocatedBy("com.shop.Store.save", "com.shop.B.create").to(100));
		assertThat(groups(objects)).hasSize(2);
	}

	@Test
	void fewObjectsAreNoGroup() {
		assertThat(groups(survivors().every(10).to(20))).isEmpty();
	}

	@Test
	void withoutAnApplicationFrameTheLibraryIsNamed() {
		assertThat(groups(survivors()
			.allocatedBy("java.util.Arrays.copyOf", "org.lib.Buffer.grow", "org.lib.Sender.send",
					"java.lang.Thread.run")
			.to(100))).singleElement()
			.satisfies((group) -> assertThat(group.path()).endsWith("org.lib.Sender.send", "org.lib.Buffer.grow"));
	}

	@Test
	void objectsWithoutAStackAreIgnored() {
		assertThat(groups(survivors().allocatedBy().to(100))).isEmpty();
	}

	@Test
	void objectsThatTheJdkAllocatesForItselfAreIgnored() {
		assertThat(groups(survivors().allocatedBy("java.util.HashMap.put", "java.lang.Thread.run").to(100))).isEmpty();
	}

	@Test
	void objectsOfStartUpAreLeftOut() {
		this.survivors.update(survivors().every(10).to(200), Time.at(100));
		assertThat(this.survivors.size()).isEqualTo(10);
	}

	@Test
	void aPathRemembersItsFirstObjectWhenThatIsGone() {
		groups(survivors().from(60).to(200));
		assertThat(groups(survivors().from(600).to(900))).singleElement()
			.extracting(SurvivorGroup::firstBirth)
			.isEqualTo(Time.at(60));
	}

	@Test
	void aPathThatKeepsWhatItUsedToReleaseBeginsAnew() {
		for (long now = 60; now <= 3600; now += 10) {
			groups(survivors().from(now - 60).to(now));
		}
		for (long now = 3610; now <= 3680; now += 10) {
			groups(survivors().from(3540).to(now));
		}
		assertThat(groups(survivors().from(3540).to(3690))).singleElement()
			.extracting(SurvivorGroup::firstBirth)
			.isEqualTo(Time.at(3540));
	}

	@Test
	void aPathThatReleasesInTimeRemembersItsFirstObject() {
		for (long now = 60; now <= 3600; now += 10) {
			assertThat(groups(survivors().from(Math.max(0, now - 60 - now % 15)).to(now))).singleElement()
				.extracting(SurvivorGroup::firstBirth)
				.isEqualTo(Time.at(0));
		}
	}

	@Test
	void aPathForgetsItsFirstObjectInANewSession() {
		groups(survivors().from(60).to(200));
		this.survivors.clear();
		assertThat(groups(survivors().from(600).to(900))).singleElement()
			.extracting(SurvivorGroup::firstBirth)
			.isEqualTo(Time.at(600));
	}

	@Test
	void remembersABoundedNumberOfPaths() {
		groups(survivors().from(60).to(200));
		List<OldObject> others = new ArrayList<>();
		for (int i = 0; i < 3_000; i++) {
			others.addAll(survivors().allocatedBy("com.shop.Job" + i + ".run").every(1).from(300).to(304));
		}
		groups(others);
		assertThat(groups(survivors().from(600).to(900))).singleElement()
			.extracting(SurvivorGroup::firstBirth)
			.isEqualTo(Time.at(600));
	}

	private List<SurvivorGroup> groups(List<OldObject> objects) {
		this.survivors.update(objects, Instant.EPOCH);
		return this.survivors.groups(5);
	}

}

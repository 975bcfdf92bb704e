package io.memprof.leak;

import java.util.List;

import io.memprof.allocation.StackFrame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thread is started every third second, from the end of start-up on.
 */
class ThreadEvidenceTests {

	private static final List<StackFrame> START = Survivors.stack("java.lang.Thread.start",
			"java.util.concurrent.ThreadPoolExecutor.addWorker", "java.util.concurrent.ThreadPoolExecutor.execute",
			"com.shop.ImportService.run", "com.shop.ImportController.post");

	private static final long FIRST = Time.WINDOWS.settled().toSeconds() + 1;

	private static final long END = FIRST + 120;

	private final HostThreadsOfTest host = new HostThreadsOfTest();

	private final ThreadEvidence evidence = new ThreadEvidence(Time.WINDOWS, Survivors.NAMING, this.host);

	@Test
	void executorsThatAreNeverShutDownAreNamed() {
		start((id) -> this.host.waiting(id, "pool-" + id + "-thread-1", (int) id, HostThreadsOfTest.IDLE_WORKER), END);
		look(END - 5);
		assertThat(look(END)).singleElement().satisfies((origin) -> {
			assertThat(origin.corroborates()).isTrue();
			assertThat(origin.className()).isEqualTo("java.lang.Thread");
			assertThat(origin.stack()).isEqualTo(START);
			assertThat(origin.site()).hasToString("com.shop.ImportService.run:42");
			assertThat(origin.holder().container())
				.isEqualTo("threads pool-#-thread-# waiting in java.util.concurrent.ThreadPoolExecutor.getTask");
			assertThat(origin.holder().chain()).contains("in java.util.concurrent.LinkedBlockingQueue.take:42");
		});
	}

	@Test
	void aPoolThatFillsUpToItsBoundIsNoLeak() {
		start((id) -> this.host.waiting(id, "worker-" + id, 1, HostThreadsOfTest.IDLE_WORKER), END);
		look(END - 5);
		assertThat(look(END)).isEmpty();
	}

	@Test
	void threadsThatWorkNeedLonger() {
		start((id) -> this.host.waiting(id, "poller-" + id, (int) id,
				Survivors.stack("java.lang.Object.wait", "com.shop.Poller.run")), END);
		look(END - 5);
		this.host.work();
		assertThat(look(END)).singleElement().satisfies((origin) -> {
			assertThat(origin.corroborates()).isFalse();
			assertThat(origin.holder().container()).isEqualTo("threads poller-# waiting in com.shop.Poller.run");
		});
	}

	@Test
	void workersThatWillExpireNeedLonger() {
		start((id) -> this.host.waitingForAWhile(id, "pool-" + id + "-thread-1", (int) id,
				HostThreadsOfTest.EXPIRING_WORKER), END);
		look(END - 5);
		assertThat(look(END)).noneMatch(OffHeapOrigin::corroborates);
	}

	@Test
	void whatWasStartedForAWhileAndNoMoreHasNoOrigin() {
		start((id) -> this.host.waiting(id, "pool-" + id + "-thread-1", (int) id, HostThreadsOfTest.IDLE_WORKER),
				END - 40);
		look(END - 5);
		assertThat(look(END)).singleElement()
			.satisfies((origin) -> assertThat(origin.site()).isNull())
			.satisfies((origin) -> assertThat(origin.holder().unavailable()).isNotNull());
	}

	@Test
	void threadsThatEndDoNotAccumulate() {
		start((id) -> {
			this.host.waiting(id, "job-" + id, (int) id, HostThreadsOfTest.IDLE_WORKER);
			this.host.end(id - 15);
		}, END);
		look(END - 5);
		assertThat(look(END)).noneMatch((origin) -> origin.site() != null);
	}

	@Test
	void theClassOfTheThreadIsNamed() {
		this.host.ofClass("java.util.TimerThread");
		start((id) -> this.host.waiting(id, "Timer-" + id, (int) id, Survivors.stack("java.lang.Object.wait",
				"java.util.TimerThread.mainLoop", "java.util.TimerThread.run")), END);
		assertThat(look(END)).singleElement().satisfies((origin) -> {
			assertThat(origin.className()).isEqualTo("java.util.TimerThread");
			assertThat(origin.holder().container()).endsWith("waiting in java.util.TimerThread.mainLoop");
		});
	}

	@Test
	void whatNamesOfThreadsSayOfUsersIsNotShown() {
		start((id) -> this.host.waiting(id, "import " + id + " for ann@example.com", (int) id,
				HostThreadsOfTest.IDLE_WORKER), END);
		assertThat(look(END)).singleElement()
			.asString()
			.contains("threads import # for ann…")
			.doesNotContain("example.com");
	}

	@Test
	void whatTheThreadsHoldIsTheSameLeak() {
		start((id) -> this.host.waiting(id, "pool-" + id + "-thread-1", (int) id, HostThreadsOfTest.IDLE_WORKER), END);
		look(END);
		assertThat(this.evidence.explains(heldBy("pool-3-thread-1"))).isTrue();
		assertThat(this.evidence.explains(heldBy("http-nio-8080-exec-3"))).isFalse();
	}

	private static HeapSuspect heldBy(String thread) {
		ReferenceChain chain = new ReferenceChain(
				"Threads: Thread", List.of(
						new ReferenceChain.Link("java.lang.Thread", false, "inheritableThreadLocals", 1,
								"Thread Name: " + thread),
						new ReferenceChain.Link("com.shop.Order", false, "", 2, "")));
		return new HeapSuspect(List.of(), new SurvivorGroup.Ages(Time.WARM_UP, Time.WARM_UP, new int[] { 1, 1, 1, 1 }),
				new AccumulationPoint(chain, 0, false, 1, "com.shop.Order", null), "");
	}

	private List<OffHeapOrigin> look(long second) {
		return this.evidence.origins(Time.settled(), Time.at(second));
	}

	private void start(Starter starter, long until) {
		for (long second = FIRST; second <= until; second += 3) {
			long id = second;
			starter.start(id);
			this.evidence.starts().started(Time.at(second), id, START);
		}
	}

	private interface Starter {

		void start(long id);

	}

}

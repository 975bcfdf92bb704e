package io.memprof.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OperationBytesTests {

	private final ThreadCounts counts = new ThreadCounts();

	private final OperationBytes operations = new OperationBytes(this.counts, "not reached");

	@Test
	void bytesWithinTheScopeCount() {
		this.counts.allocate(5);
		Execution execution = this.operations.begin();
		this.counts.allocate(10);
		execution.opened();
		this.counts.allocate(300);
		execution.closed();
		this.counts.allocate(7);
		end(execution);
		assertThat(measured()).containsExactly(new MeasuredOperation("job", null, 300, 1, 0));
		assertThat(this.operations.measured().unmeasuredShare()).isZero();
		assertThat(this.operations.measured().unmeasured()).isEmpty();
	}

	@Test
	void executionsOfOneOperationAddUp() {
		execute("job", 300);
		execute("job", 100);
		assertThat(measured()).containsExactly(new MeasuredOperation("job", null, 400, 2, 0));
		assertThat(measured().get(0).averageBytes()).isEqualTo(200);
	}

	@Test
	void anExecutionThatAllocatesNothingIsMeasured() {
		execute("job", 0);
		assertThat(measured()).containsExactly(new MeasuredOperation("job", null, 0, 1, 0));
	}

	@Test
	void scopesOneAfterTheOtherAddUp() {
		Execution execution = this.operations.begin();
		within(execution, 100);
		this.counts.allocate(50);
		ThreadCounts.elsewhere(() -> within(execution, 20));
		end(execution);
		assertThat(measured()).containsExactly(new MeasuredOperation("job", null, 120, 1, 0));
	}

	@Test
	void aScopeWithinAScopeOfTheSameExecutionCountsOnce() {
		Execution execution = this.operations.begin();
		execution.opened();
		this.counts.allocate(1);
		within(execution, 20);
		this.counts.allocate(300);
		execution.closed();
		end(execution);
		assertThat(measured()).containsExactly(new MeasuredOperation("job", null, 321, 1, 0));
	}

	@Test
	void anExecutionWithinAnotherCountsInBoth() {
		Execution outer = this.operations.begin();
		outer.opened();
		this.counts.allocate(1_000);
		execute("query", 200);
		outer.closed();
		this.operations.end(outer, "request", null);
		assertThat(measured()).containsExactly(new MeasuredOperation("request", null, 1_200, 1, 0),
				new MeasuredOperation("query", null, 200, 1, 0));
	}

	@Test
	void scopesThatAreOpenOnTwoThreadsAtOnceAddUp() {
		Execution execution = this.operations.begin();
		execution.opened();
		this.counts.allocate(1_000);
		ThreadCounts.elsewhere(() -> within(execution, 20));
		this.counts.allocate(1_000);
		execution.closed();
		end(execution);
		assertThat(measured()).containsExactly(new MeasuredOperation("job", null, 2_020, 1, 0));
	}

	@Test
	void endingWithinTheScopeCountsUpToThere() {
		Execution execution = this.operations.begin();
		execution.opened();
		this.counts.allocate(40);
		end(execution);
		this.counts.allocate(5);
		execution.closed();
		assertThat(measured()).containsExactly(new MeasuredOperation("job", null, 40, 1, 0));
	}

	@Test
	void aScopeThatIsSetAsideAndTakenUpAgainCountsOnce() {
		Execution execution = this.operations.begin();
		execution.opened();
		this.counts.allocate(100);
		execution.reset();
		this.counts.allocate(7);
		execution.opened();
		this.counts.allocate(20);
		execution.closed();
		end(execution);
		assertThat(measured()).containsExactly(new MeasuredOperation("job", null, 120, 1, 0));
	}

	@Test
	void withoutAScopeTheBytesAreNotKnown() {
		end(null);
		unmeasured("no scope was opened");
	}

	@Test
	void onAThreadThatIsNotCountedTheBytesAreNotKnown() {
		this.counts.countNothing();
		end(within(this.operations.begin(), 0));
		unmeasured("virtual threads");
	}

	@Test
	void whenTheCountEndsMidwayTheBytesAreNotKnown() {
		Execution execution = this.operations.begin();
		execution.opened();
		this.counts.countNothing();
		execution.closed();
		end(execution);
		unmeasured("gave no count");
	}

	@Test
	void whenAScopeClosesElsewhereTheBytesAreNotKnown() {
		Execution execution = this.operations.begin();
		execution.opened();
		this.counts.allocate(100);
		ThreadCounts.elsewhere(execution::closed);
		end(execution);
		unmeasured("closed on another thread");
	}

	@Test
	void whenAScopeIsStillOpenElsewhereTheBytesAreNotKnown() {
		Execution execution = this.operations.begin();
		within(execution, 100);
		ThreadCounts.elsewhere(execution::opened);
		end(execution);
		unmeasured("still open on another thread");
	}

	@Test
	void scopesLeftOpenOnAnyNumberOfThreadsAreNotKept() {
		Execution execution = this.operations.begin();
		for (int i = 0; i < 70; i++) {
			ThreadCounts.elsewhere(execution::opened);
		}
		within(execution, 100);
		end(execution);
		unmeasured("still open on another thread");
	}

	@Test
	void theShareOfTheUnmeasuredIsTold() {
		execute("job", 300);
		end(null);
		execute("job", 500);
		end(null);
		assertThat(measured()).containsExactly(new MeasuredOperation("job", null, 800, 2, 2));
		assertThat(this.operations.measured().unmeasuredShare()).isEqualTo(0.5);
	}

	@Test
	void whatAHandlerWasRunForAddsUp() {
		this.operations.end(within(this.operations.begin(), 100), "http get /", "ShopController.list");
		this.operations.end(within(this.operations.begin(), 200), "http get /orders", "ShopController.list");
		this.operations.end(within(this.operations.begin(), 400), "http get /orders", "ShopController.csv");
		assertThat(measured()).hasSize(3);
		assertThat(this.operations.measured().handledBy("ShopController.list")).satisfies((list) -> {
			assertThat(list.bytes()).isEqualTo(300);
			assertThat(list.count()).isEqualTo(2);
		});
		assertThat(this.operations.measured().handledBy("ShopController.delete")).isNull();
	}

	@Test
	void aNewSessionForgets() {
		execute("job", 300);
		this.operations.reset();
		assertThat(this.operations.measured().unavailable()).contains("no observation had ended");
		execute("job", 20);
		assertThat(measured()).containsExactly(new MeasuredOperation("job", null, 20, 1, 0));
	}

	@Test
	void whatBeganInTheSessionBeforeDoesNotCount() {
		Execution execution = this.operations.begin();
		execution.opened();
		this.counts.allocate(300);
		this.operations.reset();
		execution.closed();
		end(execution);
		assertThat(this.operations.measured().ended()).isZero();
	}

	@Test
	void namesBeyondTheBoundShareOne() {
		for (int i = 0; i < 1_000; i++) {
			execute("job " + i, 1_000 - i);
		}
		List<MeasuredOperation> measured = measured();
		assertThat(measured).hasSize(OperationSums.MOST_NAMES + 1);
		assertThat(measured).filteredOn((operation) -> operation.name().equals("other"))
			.singleElement()
			.satisfies((other) -> assertThat(other.count()).isEqualTo(900));
		assertThat(measured.stream().mapToLong(MeasuredOperation::bytes).sum()).isEqualTo(500_500);
		assertThat(this.operations.measured().ended()).isEqualTo(1_000);
	}

	@Test
	void aLargeOperationIsFoundHoweverManyNamesCameBefore() {
		for (int i = 0; i < 1_000; i++) {
			execute("scan " + i, 10);
		}
		this.operations.makeRoom();
		execute("job", 5_000);
		for (int i = 0; i < 1_000; i++) {
			execute("another scan " + i, 10);
		}
		this.operations.makeRoom();
		assertThat(measured()).contains(new MeasuredOperation("job", null, 5_000, 1, 0))
			.hasSizeLessThanOrEqualTo(OperationSums.MOST_NAMES + 1);
		assertThat(measured().stream().mapToLong(MeasuredOperation::bytes).sum()).isEqualTo(25_000);
	}

	@Test
	void noRoomIsMadeBeforeItIsNeeded() {
		for (int i = 0; i < OperationSums.MOST_NAMES; i++) {
			execute("job " + i, 10);
		}
		this.operations.makeRoom();
		assertThat(measured()).hasSize(OperationSums.MOST_NAMES)
			.extracting(MeasuredOperation::name)
			.doesNotContain("other");
	}

	@Test
	void aLongNameIsCut() {
		execute("x".repeat(100_000), 10);
		assertThat(measured().get(0).name()).hasSize(OperationSums.LONGEST_NAME).endsWith("…");
	}

	@Test
	void nothingIsLostBetweenThreads() throws Exception {
		int threads = 4;
		int executions = 20_000;
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> all = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			Thread thread = new Thread(() -> {
				await(start);
				for (int i = 0; i < executions; i++) {
					execute("job " + i % 150, 3);
				}
			});
			thread.start();
			all.add(thread);
		}
		start.countDown();
		while (all.stream().anyMatch(Thread::isAlive)) {
			this.operations.makeRoom();
			assertThat(measured()).allSatisfy((operation) -> assertThat(operation.bytes()).isNotNegative());
		}
		assertThat(measured().stream().mapToLong(MeasuredOperation::bytes).sum()).isEqualTo(threads * executions * 3L);
		assertThat(measured().stream().mapToLong(MeasuredOperation::count).sum()).isEqualTo(threads * executions);
	}

	@Test
	void whereTheJvmDoesNotCountTheReasonIsTold() {
		OperationBytes none = OperationBytes.unavailable("not here");
		none.end(none.begin(), "job", null);
		assertThat(none.isAvailable()).isFalse();
		assertThat(none.measured().unavailable()).isEqualTo("not here");
	}

	@Test
	void thisJvmMeasuresExactly() {
		OperationBytes real = OperationBytes.ofThisJvm();
		for (int i = 0; i < 3; i++) {
			Execution execution = real.begin();
			execution.opened();
			byte[] allocated = new byte[1_000_000];
			execution.closed();
			real.end(execution, "job " + allocated.length + ' ' + i, null);
		}
		// the first may load classes
		assertThat(real.measured().operations()).filteredOn((operation) -> !operation.name().endsWith(" 0"))
			.allSatisfy((operation) -> assertThat(operation.bytes()).isBetween(1_000_000L, 1_000_200L));
	}

	private void unmeasured(String reason) {
		assertThat(measured()).containsExactly(new MeasuredOperation("job", null, 0, 0, 1));
		MeasuredOperations measured = this.operations.measured();
		assertThat(measured.unmeasuredShare()).isEqualTo(1);
		assertThat(measured.unmeasured()).singleElement().satisfies((unmeasured) -> {
			assertThat(unmeasured.count()).isEqualTo(1);
			assertThat(unmeasured.reason()).contains(reason);
		});
	}

	private void execute(String name, long bytes) {
		this.operations.end(within(this.operations.begin(), bytes), name, null);
	}

	private Execution within(Execution execution, long bytes) {
		execution.opened();
		this.counts.allocate(bytes);
		execution.closed();
		return execution;
	}

	private void end(Execution execution) {
		this.operations.end(execution, "job", null);
	}

	private List<MeasuredOperation> measured() {
		return this.operations.measured().operations();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package io.memprof.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Ticks as they happen: one now and then, in an application that allocates meanwhile, so
 * that each finds cold caches and all samples since the last one, at the default of 150 a
 * second. An iteration is one tick; {@code bytes} and {@code cpuNanos} are what it took
 * from its thread: their means stand above the last table, which has their sums. <pre>
 * java -jar memprof-benchmarks/target/benchmarks.jar PacedTick
 * </pre>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 12)
@State(Scope.Benchmark)
public class PacedTickBenchmark {

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final ObservedJvm jvm = new ObservedJvm();

	private final DistinctStacks load = new DistinctStacks(10);

	/** Milliseconds between two ticks. */
	@Param({ "1000", "5000" })
	public int apart;

	@Setup(Level.Trial)
	public void start() {
		this.jvm.start();
		this.load.start();
	}

	@Setup(Level.Invocation)
	public void pause() throws InterruptedException {
		Thread.sleep(this.apart);
	}

	@TearDown(Level.Trial)
	public void stop() throws InterruptedException {
		this.load.stop();
		this.jvm.stop();
	}

	@Benchmark
	public void nothing(Spent spent) {
		spent.begin(this.threads);
		spent.end(this.threads);
	}

	@Benchmark
	public void tick(Spent spent) {
		spent.begin(this.threads);
		this.jvm.tick();
		spent.end(this.threads);
	}

	/** What one invocation took from its thread; on a busy machine steadier than time. */
	@AuxCounters(AuxCounters.Type.EVENTS)
	@State(Scope.Thread)
	public static class Spent {

		public long bytes;

		public long cpuNanos;

		void begin(ThreadMXBean threads) {
			this.bytes = -threads.getCurrentThreadAllocatedBytes();
			this.cpuNanos = -threads.getCurrentThreadCpuTime();
		}

		void end(ThreadMXBean threads) {
			this.cpuNanos += threads.getCurrentThreadCpuTime();
			this.bytes += threads.getCurrentThreadAllocatedBytes();
		}

	}

}

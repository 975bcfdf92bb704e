package io.memprof.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One tick outside the analysis, back to back, with JFR running: what a tick costs at the
 * least, when it finds hardly a sample. {@link PacedTickBenchmark} has the ticks of a
 * busy application. <pre>
 * java -jar memprof-benchmarks/target/benchmarks.jar '\.TickBenchmark' -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
@State(Scope.Benchmark)
public class TickBenchmark {

	private final ObservedJvm jvm = new ObservedJvm();

	@Setup(Level.Trial)
	public void start() {
		this.jvm.start();
	}

	@TearDown(Level.Trial)
	public void stop() {
		this.jvm.stop();
	}

	@Benchmark
	public void nothing() {
	}

	@Benchmark
	public void tick() {
		this.jvm.tick();
	}

}

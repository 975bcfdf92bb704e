package io.memprof.allocation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.memprof.benchmarks.DistinctStacks;
import io.memprof.leak.LeakDetector;
import io.memprof.leak.LeakSettings;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one allocation sample costs memprof's delivery thread once JFR has parsed it: to
 * account for it, and to note it for the judgement of leaks as well. Recorded samples of
 * stacks that differ, {@value #DEPTH} frames deep and cut where JFR cuts them by default.
 * <pre>
 * java -jar memprof-benchmarks/target/benchmarks.jar SampleBenchmark -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class SampleBenchmark {

	static final int DEPTH = 64;

	private static final String SAMPLE = "jdk.ObjectAllocationSample";

	private final AllocationTracker accounting = tracker();

	private final AllocationTracker accountingAndJudging = tracker();

	private List<RecordedEvent> samples = List.of();

	private int next;

	@Setup(Level.Trial)
	public void record() throws IOException, InterruptedException {
		LeakDetector detector = new LeakDetector(LeakSettings.defaults(), this.accountingAndJudging.naming(),
				this.accountingAndJudging::sizeOf, (type) -> null, Clock.systemUTC().instant());
		this.accountingAndJudging.onSample(detector::allocated);
		DistinctStacks load = new DistinctStacks(DEPTH);
		Path file = Files.createTempFile("samples", ".jfr");
		try (Recording recording = new Recording()) {
			recording.enable(SAMPLE).with("throttle", "1000/s");
			recording.start();
			load.start();
			Thread.sleep(3_000);
			load.stop();
			recording.dump(file);
			this.samples = RecordingFile.readAllEvents(file);
		}
		finally {
			Files.delete(file);
		}
	}

	/** As the profiler's tick does, so that the ledger does not fill up. */
	@Setup(Level.Iteration)
	public void settle() {
		this.accounting.settle();
		this.accountingAndJudging.settle();
	}

	@Benchmark
	public RecordedEvent nothing() {
		return sample();
	}

	@Benchmark
	public void accounted() {
		this.accounting.take(sample());
	}

	@Benchmark
	public void accountedAndJudged() {
		this.accountingAndJudging.take(sample());
	}

	private RecordedEvent sample() {
		this.next = (this.next + 1) % this.samples.size();
		return this.samples.get(this.next);
	}

	private static AllocationTracker tracker() {
		return new AllocationTracker(AllocationSettings.defaults(), Clock.systemUTC(), null,
				OperationBytes.ofThisJvm());
	}

}

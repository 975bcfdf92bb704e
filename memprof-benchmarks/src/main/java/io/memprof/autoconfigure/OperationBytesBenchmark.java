package io.memprof.autoconfigure;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;
import io.memprof.allocation.OperationBytes;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What measuring the bytes of a request costs the thread of the application: one
 * observation started, its scope opened and closed, and stopped; without memprof and with
 * it, alone and beside the handler that makes Boot's meters. <pre>
 * java -cp 'memprof-benchmarks/target/classes:memprof-benchmarks/target/lib/*' org.openjdk.jmh.Main OperationBytesBenchmark -prof gc
 * java -cp 'memprof-benchmarks/target/classes:memprof-benchmarks/target/lib/*' org.openjdk.jmh.Main OperationBytesBenchmark -t 2
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class OperationBytesBenchmark {

	private static final KeyValue OK = KeyValue.of("status", "200");

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final ObservationRegistry plain = registry(new DoesNothing());

	private final ObservationRegistry measured = registry(new DoesNothing(), measuring());

	private final ObservationRegistry metered = registry(metering());

	private final ObservationRegistry meteredAndMeasured = registry(metering(), measuring());

	@Benchmark
	public void nothing() {
	}

	/** The JVM's count, which a scope reads twice. */
	@Benchmark
	public long count() {
		return this.threads.getCurrentThreadAllocatedBytes() + this.threads.getCurrentThreadAllocatedBytes();
	}

	@Benchmark
	public void observation() {
		observe(this.plain);
	}

	@Benchmark
	public void observationMeasured() {
		observe(this.measured);
	}

	@Benchmark
	public void observationMetered() {
		observe(this.metered);
	}

	@Benchmark
	public void observationMeteredAndMeasured() {
		observe(this.meteredAndMeasured);
	}

	private static void observe(ObservationRegistry registry) {
		Observation observation = Observation.start("http.server.requests",
				() -> new ReceiverContext<>((carrier, key) -> null), registry);
		observation.contextualName("http post /orders").lowCardinalityKeyValue(OK);
		observation.openScope().close();
		observation.stop();
	}

	private static ObservationHandler<Observation.Context> measuring() {
		return new OperationBytesHandler(OperationBytes.ofThisJvm(), List.of(),
				new IgnoredRequests(() -> "/actuator/memprof"));
	}

	private static ObservationHandler<Observation.Context> metering() {
		return new DefaultMeterObservationHandler(new SimpleMeterRegistry());
	}

	@SafeVarargs
	private static ObservationRegistry registry(ObservationHandler<Observation.Context>... handlers) {
		ObservationRegistry registry = ObservationRegistry.create();
		for (ObservationHandler<Observation.Context> handler : handlers) {
			registry.observationConfig().observationHandler(handler);
		}
		return registry;
	}

	/** Without a handler there would be no observation. */
	private static final class DoesNothing implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}

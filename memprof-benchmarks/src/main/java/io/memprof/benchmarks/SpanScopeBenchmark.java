package io.memprof.benchmarks;

import java.util.concurrent.TimeUnit;

import io.memprof.allocation.SampledSpan;
import io.memprof.allocation.SpanScopes;
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
 * What the scope of a span costs the thread of the application: remembering that it
 * opened and that it closed, its ids read from text, each time both. <pre>
 * java -jar memprof-benchmarks/target/benchmarks.jar SpanScopeBenchmark -prof gc
 * java -jar memprof-benchmarks/target/benchmarks.jar SpanScopeBenchmark -t 2
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class SpanScopeBenchmark {

	private static final Object REQUEST = new Object();

	private static final Object QUERY = new Object();

	public String traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

	public String spanId = "00f067aa0ba902b7";

	private final SpanScopes scopes = new SpanScopes();

	@Benchmark
	public void nothing() {
	}

	/** The clock, which a scope reads twice. */
	@Benchmark
	public long clock() {
		return System.nanoTime() + System.nanoTime();
	}

	@Benchmark
	public void notSampled() {
		this.scopes.opened(REQUEST, null);
		this.scopes.closed(REQUEST);
	}

	@Benchmark
	public void sampled() {
		this.scopes.opened(REQUEST, SampledSpan.of(this.traceId, this.spanId));
		this.scopes.closed(REQUEST);
	}

	/** Two scopes, one within the other. */
	@Benchmark
	public void nested() {
		this.scopes.opened(REQUEST, SampledSpan.of(this.traceId, this.spanId));
		this.scopes.opened(QUERY, SampledSpan.of(this.traceId, this.spanId));
		this.scopes.closed(QUERY);
		this.scopes.closed(REQUEST);
	}

}

package io.memprof.telemetry;

import java.time.Clock;
import java.util.List;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationStats;
import io.memprof.leak.LeakAnalysis;
import io.memprof.snapshot.MemorySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the thirteen meters, and only these, to an OTLP collector. They live in a
 * registry of its own, which no filter, common tag or other meter of the application
 * touches.
 * <p>
 * The constructor only stores. The thread {@code memprof-otlp-push} begins with the first
 * session; registry, HTTP client and connection come when they are first needed, the
 * latter two on that thread. Exporting writes into the registry and never waits for the
 * network; {@link #flush()} and {@link #shutdown()} wait at most the configured timeout.
 * <p>
 * A push that fails is not kept: totals are cumulative, so the next one carries all of
 * them. {@link #status()} tells how it goes.
 * <p>
 * With {@code enabled=false} every operation does nothing. Needs
 * {@code micrometer-registry-otlp} 1.15 or later and OkHttp 4.12 on the class path.
 */
public final class OtlpTelemetryExporter implements MemoryTelemetryExporter {

	private final TelemetryConfig config;

	private final PushChannel channel;

	private final CollectorSender sender;

	private final PushThread thread;

	private final boolean withExemplars;

	private volatile @Nullable OtlpPipeline pipeline;

	private volatile boolean closed;

	private String sessionId = "none";

	/** A resource cannot change, so it keeps the first. */
	private @Nullable String firstSessionId;

	/**
	 * An exporter that trusts the certificates which the JVM trusts, without exemplars.
	 */
	public OtlpTelemetryExporter(TelemetryConfig config) {
		this(config, false);
	}

	/**
	 * An exporter that trusts the certificates which the JVM trusts.
	 * @param withExemplars whether what was allocated in a sampled span leads there; on
	 * Micrometer 1.17 and later
	 */
	public OtlpTelemetryExporter(TelemetryConfig config, boolean withExemplars) {
		this(config, null, Clock.systemUTC(), withExemplars);
	}

	/**
	 * An exporter with its own idea of whom to trust.
	 * @param trust for {@code https} endpoints, or {@code null} for what the JVM trusts
	 */
	public OtlpTelemetryExporter(TelemetryConfig config, @Nullable TlsTrust trust) {
		this(config, trust, Clock.systemUTC());
	}

	OtlpTelemetryExporter(TelemetryConfig config, @Nullable TlsTrust trust, Clock clock) {
		this(config, trust, clock, false);
	}

	private OtlpTelemetryExporter(TelemetryConfig config, @Nullable TlsTrust trust, Clock clock,
			boolean withExemplars) {
		this.config = config;
		this.withExemplars = withExemplars;
		PushTarget target = CollectorAddress.of(config);
		this.channel = new PushChannel(target, config.enabled(), trust, clock, OtlpTelemetryExporter.class);
		this.sender = new CollectorSender(target, this.channel, clock);
		this.thread = new PushThread("memprof-otlp-push", this::push, config.exportInterval());
		this.closed = !config.enabled();
	}

	/**
	 * How the pushes go. For any thread, at any time.
	 */
	public TelemetryStatus status() {
		return this.channel.status();
	}

	@Override
	public void beginSession(String sessionId) {
		if (this.closed) {
			return;
		}
		this.sessionId = sessionId;
		if (this.firstSessionId == null) {
			this.firstSessionId = sessionId;
		}
		OtlpPipeline pipeline = this.pipeline;
		if (pipeline != null) {
			pipeline.meters().beginSession(sessionId);
		}
		this.thread.start();
	}

	@Override
	public void exportSnapshot(MemorySnapshot snapshot) {
		meters().exportSnapshot(snapshot);
	}

	@Override
	public void exportLeakAnalysis(LeakAnalysis analysis) {
		meters().exportLeakAnalysis(analysis);
	}

	@Override
	public void exportAllocations(List<AllocationInfo> allocations) {
		meters().exportAllocations(allocations);
	}

	@Override
	public void exportAllocationStats(AllocationStats stats) {
		meters().exportAllocationStats(stats);
	}

	/**
	 * Pushes now, unless the collector asked to be left alone ({@code Retry-After}).
	 */
	@Override
	public void flush() {
		if (!this.closed) {
			this.thread.pushNow(this.config.timeout());
		}
	}

	/**
	 * Pushes once more, then ends the thread and closes the connection. What comes later
	 * is ignored.
	 */
	@Override
	public void shutdown() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
		}
		this.thread.pushNow(this.config.timeout());
		this.thread.stop();
		this.channel.close();
		OtlpPipeline pipeline = this.pipeline;
		if (pipeline != null) {
			pipeline.close();
		}
	}

	private MemoryTelemetryExporter meters() {
		OtlpPipeline pipeline = this.pipeline;
		if (this.closed) {
			return MemoryTelemetryExporter.disabled();
		}
		return (pipeline != null) ? pipeline.meters() : create();
	}

	private MemoryTelemetryExporter create() {
		try {
			String first = (this.firstSessionId != null) ? this.firstSessionId : this.sessionId;
			OtlpPipeline created = new OtlpPipeline(this.config, first, this.sender, this.withExemplars);
			created.meters().beginSession(this.sessionId);
			this.pipeline = created;
			return created.meters();
		}
		catch (RuntimeException | LinkageError ex) {
			this.channel.gaveUp("the meters cannot be encoded (" + ex + ")",
					"use micrometer-registry-otlp 1.15 or later in the version of micrometer-core");
			this.closed = true;
			this.thread.stop();
			return MemoryTelemetryExporter.disabled();
		}
	}

	private void push() {
		OtlpPipeline pipeline = this.pipeline;
		if (pipeline == null || !this.channel.mayPush()) {
			return;
		}
		try {
			pipeline.publish();
		}
		catch (Throwable ex) {
			// an exception that left here would end the schedule for good
			this.channel.failed("the meters could not be encoded (" + ex + ")",
					"use micrometer-registry-otlp in the version of micrometer-core");
		}
	}

}

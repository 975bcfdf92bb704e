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

	private final PushMonitor monitor;

	private final CollectorSender sender;

	private final PushThread thread;

	private volatile @Nullable OtlpPipeline pipeline;

	private volatile boolean closed;

	private String sessionId = "none";

	/**
	 * An exporter that trusts the certificates which the JVM trusts.
	 */
	public OtlpTelemetryExporter(TelemetryConfig config) {
		this(config, null);
	}

	/**
	 * An exporter with its own idea of whom to trust.
	 * @param trust for {@code https} endpoints, or {@code null} for what the JVM trusts
	 */
	public OtlpTelemetryExporter(TelemetryConfig config, @Nullable TlsTrust trust) {
		this(config, trust, Clock.systemUTC());
	}

	OtlpTelemetryExporter(TelemetryConfig config, @Nullable TlsTrust trust, Clock clock) {
		this.config = config;
		this.monitor = new PushMonitor(config, clock);
		this.sender = new CollectorSender(config, trust, clock, this.monitor);
		this.thread = new PushThread(this::push, config.exportInterval());
		this.closed = !config.enabled();
	}

	/**
	 * How the pushes go. For any thread, at any time.
	 */
	public TelemetryStatus status() {
		return this.monitor.status();
	}

	@Override
	public void beginSession(String sessionId) {
		if (this.closed) {
			return;
		}
		this.sessionId = sessionId;
		OtlpPipeline pipeline = this.pipeline;
		if (pipeline != null) {
			pipeline.meters().beginSession(sessionId);
		}
		this.thread.start();
	}

	@Override
	public void exportSnapshot(MemorySnapshot snapshot) {
		if (!this.closed) {
			meters().exportSnapshot(snapshot);
		}
	}

	@Override
	public void exportLeakAnalysis(LeakAnalysis analysis) {
		if (!this.closed) {
			meters().exportLeakAnalysis(analysis);
		}
	}

	@Override
	public void exportAllocations(List<AllocationInfo> allocations) {
		if (!this.closed) {
			meters().exportAllocations(allocations);
		}
	}

	@Override
	public void exportAllocationStats(AllocationStats stats) {
		if (!this.closed) {
			meters().exportAllocationStats(stats);
		}
	}

	@Override
	public void flush() {
		if (!this.closed) {
			this.thread.pushNow(this.config.timeout());
		}
	}

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
		this.sender.close();
		OtlpPipeline pipeline = this.pipeline;
		if (pipeline != null) {
			pipeline.close();
		}
	}

	private RegistryTelemetryExporter meters() {
		OtlpPipeline pipeline = this.pipeline;
		if (pipeline == null) {
			pipeline = new OtlpPipeline(this.config, this.sender);
			pipeline.meters().beginSession(this.sessionId);
			this.pipeline = pipeline;
		}
		return pipeline.meters();
	}

	private void push() {
		OtlpPipeline pipeline = this.pipeline;
		if (pipeline == null || !this.monitor.mayPush()) {
			return;
		}
		try {
			pipeline.publish();
		}
		catch (Throwable ex) {
			// an exception that left here would end the schedule for good
			this.monitor.failed(PushFailure.of("the meters could not be encoded: " + ex,
					"report this with the version of Micrometer"));
		}
	}

}

package io.memprof.telemetry;

import java.time.Clock;
import java.time.Instant;

import io.memprof.telemetry.TelemetryConfig.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows how the pushes go, and says so in the log: one line for each change of state.
 * <p>
 * Written by the push thread, read by any.
 */
final class PushMonitor {

	private static final Logger logger = LoggerFactory.getLogger(OtlpTelemetryExporter.class);

	private final TelemetryConfig config;

	private final Clock clock;

	private volatile TelemetryStatus status;

	private volatile Instant notBefore = Instant.MIN;

	PushMonitor(TelemetryConfig config, Clock clock) {
		this.config = config;
		this.clock = clock;
		this.status = TelemetryStatus.initial(config.enabled() ? ExportState.STARTING : ExportState.DISABLED,
				CollectorAddress.display(config), config.transport());
	}

	TelemetryStatus status() {
		return this.status;
	}

	/**
	 * Whether the collector did not ask to be left alone.
	 */
	boolean mayPush() {
		return !this.clock.instant().isBefore(this.notBefore);
	}

	void succeeded(CollectorReply reply) {
		TelemetryStatus before = this.status;
		this.status = before.afterSuccess(this.clock.instant(), reply);
		if (before.state() == ExportState.FAILING) {
			logger.info("memprof metrics reach {} over {} again, after {} failed pushes; totals are complete",
					before.endpoint(), protocol(), before.consecutiveFailures());
		}
		else if (before.state() == ExportState.STARTING) {
			logger.info("memprof metrics reach {} over {}, every {}", before.endpoint(), protocol(), interval());
		}
	}

	void failed(PushFailure failure) {
		TelemetryStatus before = this.status;
		this.status = before.afterFailure(failure);
		if (failure.retryAfter() != null) {
			this.notBefore = this.clock.instant().plus(failure.retryAfter());
		}
		if (before.state() != ExportState.FAILING) {
			logger.warn(
					"memprof metrics do not reach {} over {}: {}. Tries again every {}, says nothing until that works, "
							+ "and loses no totals meanwhile",
					before.endpoint(), protocol(), failure, interval());
		}
	}

	private String protocol() {
		return (this.config.transport() == Transport.GRPC) ? "OTLP/gRPC" : "OTLP/HTTP";
	}

	private String interval() {
		long millis = this.config.exportInterval().toMillis();
		return (millis % 1000 == 0) ? millis / 1000 + " s" : millis + " ms";
	}

}

package io.memprof.telemetry;

import java.time.Clock;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows how the pushes go, and says so in the log: one line for each change of state.
 * <p>
 * Written by the push thread, read by any.
 */
final class PushMonitor {

	private final Logger logger;

	private final PushTarget target;

	private final Clock clock;

	private volatile TelemetryStatus status;

	private volatile Instant notBefore = Instant.MIN;

	PushMonitor(PushTarget target, boolean enabled, Clock clock, Class<?> logged) {
		this.logger = LoggerFactory.getLogger(logged);
		this.target = target;
		this.clock = clock;
		this.status = TelemetryStatus.initial(enabled ? ExportState.STARTING : ExportState.DISABLED, target.display(),
				target.transport());
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
			this.logger.info("memprof {} reach {} over {} again, after {} failed pushes; {}", words().subject(),
					before.endpoint(), words().protocol(), before.consecutiveFailures(), words().afterwards());
		}
		else if (before.state() == ExportState.STARTING) {
			this.logger.info("memprof {} reach {} over {}, every {}", words().subject(), before.endpoint(),
					words().protocol(), this.target.every());
		}
	}

	void failed(PushFailure failure) {
		TelemetryStatus before = this.status;
		this.status = before.afterFailure(failure);
		if (failure.retryAfter() != null) {
			this.notBefore = this.clock.instant().plus(failure.retryAfter());
		}
		if (before.state() != ExportState.FAILING) {
			this.logger.warn(
					"memprof {} do not reach {} over {}: {}. Tries again every {}, says nothing until that works, "
							+ "and {} meanwhile",
					words().subject(), before.endpoint(), words().protocol(), failure, this.target.every(),
					words().meanwhile());
		}
	}

	/**
	 * Nothing will ever be sent.
	 */
	void gaveUp(PushFailure failure) {
		this.status = this.status.afterFailure(failure);
		this.logger.warn("memprof {} are not sent to {} over {}: {}", words().subject(), this.status.endpoint(),
				words().protocol(), failure);
	}

	private PushTarget.Words words() {
		return this.target.words();
	}

}

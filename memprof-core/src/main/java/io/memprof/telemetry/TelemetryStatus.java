package io.memprof.telemetry;

import java.time.Instant;

import io.memprof.telemetry.TelemetryConfig.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What became of the pushes so far.
 * <p>
 * Immutable. Holds no header, no query and no credentials of the endpoint.
 *
 * @param state how the last push ended
 * @param endpoint where to
 * @param transport over which protocol
 * @param lastSuccess when the collector last accepted a push, or {@code null}
 * @param lastError why the last push failed and what to change, or {@code null} when it
 * did not fail
 * @param consecutiveFailures pushes that failed since the last success
 * @param pushes pushes accepted
 * @param lastPushBytes size of the last accepted push in bytes, compressed as it was sent
 * @param partialSuccess what the collector said about data it dropped from the last push,
 * or {@code null}
 */
public record TelemetryStatus(ExportState state, String endpoint, Transport transport, @Nullable Instant lastSuccess,
		@Nullable String lastError, long consecutiveFailures, long pushes, long lastPushBytes,
		@Nullable String partialSuccess) {

	/**
	 * The status before the first push.
	 */
	static TelemetryStatus initial(ExportState state, String endpoint, Transport transport) {
		return new TelemetryStatus(state, endpoint, transport, null, null, 0, 0, 0, null);
	}

	TelemetryStatus afterSuccess(Instant at, CollectorReply reply) {
		return new TelemetryStatus(ExportState.OK, this.endpoint, this.transport, at, null, 0, this.pushes + 1,
				reply.bytesSent(), reply.partialSuccess());
	}

	TelemetryStatus afterFailure(PushFailure failure) {
		return new TelemetryStatus(ExportState.FAILING, this.endpoint, this.transport, this.lastSuccess,
				failure.toString(), this.consecutiveFailures + 1, this.pushes, this.lastPushBytes, null);
	}

}

package io.memprof.telemetry;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import org.jspecify.annotations.Nullable;

/**
 * The collector accepted a push.
 *
 * @param bytesSent size of the body
 * @param partialSuccess what the collector dropped and why, or {@code null}
 */
record CollectorReply(long bytesSent, @Nullable String partialSuccess) {

	/**
	 * Reads the {@code ExportMetricsServiceResponse}. One that cannot be read counts as a
	 * full success: the status of the answer has said so already.
	 */
	static CollectorReply of(long bytesSent, byte[] response) {
		try {
			return new CollectorReply(bytesSent,
					describe(ExportMetricsServiceResponse.parseFrom(response).getPartialSuccess()));
		}
		catch (InvalidProtocolBufferException ex) {
			return new CollectorReply(bytesSent, null);
		}
	}

	private static @Nullable String describe(ExportMetricsPartialSuccess partial) {
		long rejected = partial.getRejectedDataPoints();
		String message = partial.getErrorMessage();
		if (rejected == 0 && message.isEmpty()) {
			return null;
		}
		return "the collector rejected " + rejected + " data points" + (message.isEmpty() ? "" : ": " + message);
	}

}

package io.memprof.telemetry;

import io.memprof.telemetry.PushTarget.Words;
import io.memprof.telemetry.TelemetryConfig.Transport;

/**
 * Where the meters go: the endpoint with the path that OTLP prescribes.
 */
final class CollectorAddress {

	private static final String GRPC_METHOD = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

	private static final String HTTP_PATH = "/v1/metrics";

	private CollectorAddress() {
	}

	static PushTarget of(TelemetryConfig config) {
		return new PushTarget(words(config.transport()), config.endpoint(), path(config), config.transport(),
				config.exportInterval(), config.timeout(), config.compression(), config.headers());
	}

	/**
	 * The path of the request: the method over gRPC; over HTTP the one of the endpoint,
	 * or {@value #HTTP_PATH} when it has none.
	 */
	private static String path(TelemetryConfig config) {
		return (config.transport() == Transport.GRPC) ? GRPC_METHOD : PushTarget.pathOr(HTTP_PATH, config.endpoint());
	}

	private static Words words(Transport transport) {
		boolean grpc = transport == Transport.GRPC;
		return new Words("metrics", grpc ? "OTLP/gRPC" : "OTLP/HTTP", "memprof.telemetry",
				"memprof.telemetry.export-interval", HTTP_PATH, "an otlp receiver with HTTP in a metrics pipeline",
				"check memprof.telemetry.transport, or set memprof.telemetry.compression=none",
				grpc ? "does not speak gRPC on this port: OTLP/HTTP, usually port 4318, wants "
						+ "memprof.telemetry.transport=http"
						: "does not speak HTTP/1.1 on this port: OTLP/gRPC, usually port 4317, wants "
								+ "memprof.telemetry.transport=grpc",
				"totals are complete", "loses no totals");
	}

}

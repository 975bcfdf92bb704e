package io.memprof.telemetry;

import java.net.URI;

import io.memprof.telemetry.TelemetryConfig.Transport;

/**
 * Where a push goes: the endpoint with the path that OTLP prescribes.
 */
final class CollectorAddress {

	private static final String GRPC_METHOD = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

	private static final String HTTP_PATH = "/v1/metrics";

	private CollectorAddress() {
	}

	/**
	 * The path of the request: the method over gRPC; over HTTP the one of the endpoint,
	 * or {@value #HTTP_PATH} when it has none.
	 */
	static String path(TelemetryConfig config) {
		if (config.transport() == Transport.GRPC) {
			return GRPC_METHOD;
		}
		String path = config.endpoint().getRawPath();
		return (path == null || path.isEmpty() || path.equals("/")) ? HTTP_PATH : path;
	}

	/**
	 * The address for a person, without user, password and query, any of which may be a
	 * secret.
	 */
	static String display(TelemetryConfig config) {
		URI endpoint = config.endpoint();
		String port = (endpoint.getPort() >= 0) ? ":" + endpoint.getPort() : "";
		String path = (config.transport() == Transport.HTTP) ? path(config) : "";
		return endpoint.getScheme() + "://" + endpoint.getHost() + port + path;
	}

}

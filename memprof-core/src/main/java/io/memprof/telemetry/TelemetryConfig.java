package io.memprof.telemetry;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How the thirteen meters leave the process.
 *
 * @param enabled whether anything is sent; off means no thread, no connection
 * @param endpoint where the collector listens
 * @param transport OTLP over gRPC or HTTP
 * @param serviceName {@code service.name} of the resource
 * @param serviceVersion {@code service.version}, or {@code null} when unknown
 * @param serviceInstanceId {@code service.instance.id}, unique to this process
 * @param exportInterval between two pushes
 * @param timeout of one push
 * @param compression of the body
 * @param headers sent with each push; values may be secrets and are never logged
 * @param sessionLabel which meters carry {@code session_id}
 * @param traceCorrelation whether the resource carries {@value #SESSION_ATTRIBUTE}
 */
public record TelemetryConfig(boolean enabled, URI endpoint, Transport transport, String serviceName,
		@Nullable String serviceVersion, String serviceInstanceId, Duration exportInterval, Duration timeout,
		Compression compression, Map<String, String> headers, SessionLabel sessionLabel, boolean traceCorrelation) {

	/** Attribute of resources and spans that holds the id of the profiling session. */
	public static final String SESSION_ATTRIBUTE = "memprof.session.id";

	public TelemetryConfig {
		headers = Map.copyOf(headers);
	}

	/**
	 * A configuration with {@link #SESSION_ATTRIBUTE} on the resource.
	 */
	public TelemetryConfig(boolean enabled, URI endpoint, Transport transport, String serviceName,
			@Nullable String serviceVersion, String serviceInstanceId, Duration exportInterval, Duration timeout,
			Compression compression, Map<String, String> headers, SessionLabel sessionLabel) {
		this(enabled, endpoint, transport, serviceName, serviceVersion, serviceInstanceId, exportInterval, timeout,
				compression, headers, sessionLabel, true);
	}

	/**
	 * Without the endpoint and the headers, which may hold secrets.
	 */
	@Override
	public String toString() {
		return "TelemetryConfig[enabled=" + this.enabled + ", serviceName=" + this.serviceName + "]";
	}

	/**
	 * The protocol below OTLP.
	 */
	public enum Transport {

		GRPC, HTTP;

		/**
		 * The transport that an endpoint implies: a path or port 4318 means HTTP, else
		 * gRPC.
		 */
		public static Transport of(URI endpoint) {
			String path = endpoint.getPath();
			boolean hasPath = path != null && !path.isEmpty() && !path.equals("/");
			return (hasPath || endpoint.getPort() == 4318) ? HTTP : GRPC;
		}

	}

	/**
	 * Compression of the body.
	 */
	public enum Compression {

		NONE, GZIP

	}

	/**
	 * Which meters carry the label {@code session_id}.
	 */
	public enum SessionLabel {

		/** No meter. */
		NONE,
		/** The three gauges of the snapshot. */
		SNAPSHOT,
		/** Every meter: a new set of series with every restart. */
		ALL

	}

}

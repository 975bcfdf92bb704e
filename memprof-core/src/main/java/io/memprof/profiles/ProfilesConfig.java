package io.memprof.profiles;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How allocation profiles leave the process.
 *
 * @param endpoint who takes them
 * @param format in which form
 * @param interval that one profile covers
 * @param timeout of one push
 * @param headers sent with each push; values may be secrets and are never logged
 * @param samplesPerSecond JFR throttle, process-wide
 * @param service whose profiles they are
 */
public record ProfilesConfig(URI endpoint, Format format, Duration interval, Duration timeout,
		Map<String, String> headers, int samplesPerSecond, Service service) {

	public ProfilesConfig {
		headers = Map.copyOf(headers);
	}

	/**
	 * Without the endpoint and the headers, which may hold secrets.
	 */
	@Override
	public String toString() {
		return "ProfilesConfig[format=" + this.format + ", service=" + this.service + "]";
	}

	/**
	 * Who sends.
	 *
	 * @param name {@code service.name}
	 * @param version {@code service.version}, or {@code null} when unknown
	 * @param instanceId {@code service.instance.id}, unique to this process
	 */
	public record Service(String name, @Nullable String version, String instanceId) {
	}

	/**
	 * The form of a profile, and with it the protocol.
	 */
	public enum Format {

		/** OTLP profiles over HTTP, version {@code v1development}. */
		OTLP,
		/** pprof to the ingest API of Pyroscope. */
		PYROSCOPE;

		/**
		 * The format that an endpoint implies: a path that ends in {@code /ingest} means
		 * Pyroscope, else OTLP.
		 */
		public static Format of(URI endpoint) {
			String path = endpoint.getPath();
			return (path != null && path.endsWith("/ingest")) ? PYROSCOPE : OTLP;
		}

	}

}

package io.memprof.telemetry;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.memprof.telemetry.TelemetryConfig.Compression;
import io.memprof.telemetry.TelemetryConfig.Transport;

/**
 * Where a push goes and how, and what a person calls it who has to set it right.
 *
 * @param words for the log and for advice
 * @param endpoint as configured
 * @param path of the request
 * @param transport gRPC or plain HTTP
 * @param interval between two pushes
 * @param timeout of one push
 * @param compression of the body
 * @param headers sent with each push; values may be secrets and are never logged
 */
public record PushTarget(Words words, URI endpoint, String path, Transport transport, Duration interval,
		Duration timeout, Compression compression, Map<String, String> headers) {

	public PushTarget {
		headers = Map.copyOf(headers);
	}

	/**
	 * The address for a person, without user, password and query, any of which may be a
	 * secret.
	 */
	String display() {
		String port = (this.endpoint.getPort() >= 0) ? ":" + this.endpoint.getPort() : "";
		return this.endpoint.getScheme() + "://" + this.endpoint.getHost() + port
				+ ((this.transport == Transport.HTTP) ? this.path : "");
	}

	/**
	 * As {@link #display()}: no secret.
	 */
	@Override
	public String toString() {
		return "PushTarget[" + display() + "]";
	}

	/**
	 * The interval in seconds where that is a whole number.
	 */
	String every() {
		long millis = this.interval.toMillis();
		return (millis % 1000 == 0) ? millis / 1000 + " s" : millis + " ms";
	}

	/**
	 * The path of an endpoint, or what is usual when it has none.
	 */
	public static String pathOr(String usual, URI endpoint) {
		String path = endpoint.getRawPath();
		return (path == null || path.isEmpty() || path.equals("/")) ? usual : path;
	}

	/**
	 * How a push and its settings are called.
	 *
	 * @param subject what is pushed, in the plural
	 * @param protocol over which it goes
	 * @param settings prefix of the properties
	 * @param interval property of the interval
	 * @param usualPath where receivers usually take it
	 * @param receiver what such a receiver has to be given
	 * @param form what to change when it refuses the form of a push
	 * @param otherProtocol what to do when the receiver speaks something else
	 * @param afterwards what is to be said of the past when it works again
	 * @param meanwhile what becomes of what cannot be pushed
	 */
	public record Words(String subject, String protocol, String settings, String interval, String usualPath,
			String receiver, String form, String otherProtocol, String afterwards, String meanwhile) {

		String property(String name) {
			return this.settings + "." + name;
		}

	}

}

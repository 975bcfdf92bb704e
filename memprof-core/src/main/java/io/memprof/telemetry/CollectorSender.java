package io.memprof.telemetry;

import java.time.Clock;

import io.memprof.telemetry.TelemetryConfig.Transport;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Takes a push from Micrometer to the collector. Never throws, since Micrometer would log
 * each failure with its stack.
 * <p>
 * For the push thread; {@link #close()} for any. Nothing of the HTTP client is loaded
 * before the first push.
 */
final class CollectorSender implements OtlpMetricsSender {

	private final TelemetryConfig config;

	private final @Nullable TlsTrust trust;

	private final Clock clock;

	private final PushMonitor monitor;

	private final ConnectionFailures failures;

	private volatile @Nullable OkHttpClient http;

	private @Nullable CollectorClient client;

	CollectorSender(TelemetryConfig config, @Nullable TlsTrust trust, Clock clock, PushMonitor monitor) {
		this.config = config;
		this.trust = trust;
		this.clock = clock;
		this.monitor = monitor;
		this.failures = new ConnectionFailures(config);
	}

	@Override
	public void send(Request request) {
		try {
			this.monitor.succeeded(client().send(request.getMetricsData()));
		}
		catch (Exception | LinkageError ex) {
			this.monitor.failed(this.failures.explain(ex));
		}
	}

	/**
	 * Breaks off a push under way and closes the connection. May be called again.
	 */
	void close() {
		OkHttpClient http = this.http;
		if (http != null) {
			http.dispatcher().cancelAll();
			http.connectionPool().evictAll();
		}
	}

	private CollectorClient client() {
		if (this.client == null) {
			OkHttpClient http = CollectorHttp.client(this.config, this.trust);
			this.http = http;
			this.client = (this.config.transport() == Transport.GRPC)
					? new GrpcCollectorClient(http, this.config, this.clock)
					: new HttpCollectorClient(http, this.config, this.clock);
		}
		return this.client;
	}

}

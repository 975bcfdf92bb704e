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
 * For the push thread.
 */
final class CollectorSender implements OtlpMetricsSender {

	private final PushTarget target;

	private final PushChannel channel;

	private final Clock clock;

	private @Nullable CollectorClient client;

	CollectorSender(PushTarget target, PushChannel channel, Clock clock) {
		this.target = target;
		this.channel = channel;
		this.clock = clock;
	}

	@Override
	public void send(Request request) {
		this.channel.exchange((http) -> client(http).send(request.getMetricsData()));
	}

	private CollectorClient client(OkHttpClient http) {
		if (this.client == null) {
			this.client = (this.target.transport() == Transport.GRPC)
					? new GrpcCollectorClient(http, this.target, this.clock)
					: new HttpCollectorClient(http, this.target, this.clock);
		}
		return this.client;
	}

}

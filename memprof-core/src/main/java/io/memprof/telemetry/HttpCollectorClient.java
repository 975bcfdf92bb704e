package io.memprof.telemetry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

import io.memprof.telemetry.TelemetryConfig.Compression;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * OTLP over HTTP: one POST of protobuf.
 */
final class HttpCollectorClient implements CollectorClient {

	private static final MediaType PROTOBUF = MediaType.get("application/x-protobuf");

	private static final long MAX_ANSWER_BYTES = 8 << 10;

	private final OkHttpClient client;

	private final TelemetryConfig config;

	private final CollectorHeaders headers;

	private final Clock clock;

	HttpCollectorClient(OkHttpClient client, TelemetryConfig config, Clock clock) {
		this.client = client;
		this.config = config;
		this.headers = new CollectorHeaders(config.headers());
		this.clock = clock;
	}

	@Override
	public CollectorReply send(byte[] metricsData) throws IOException {
		byte[] body = CollectorHttp.compress(metricsData, this.config.compression());
		Request.Builder request = new Request.Builder().url(CollectorHttp.url(this.config))
			.headers(this.headers.toHttp())
			.post(RequestBody.create(body, PROTOBUF));
		if (this.config.compression() == Compression.GZIP) {
			request.header("Content-Encoding", "gzip");
		}
		try (Response response = this.client.newCall(request.build()).execute()) {
			byte[] answer = response.peekBody(MAX_ANSWER_BYTES).bytes();
			if (!response.isSuccessful()) {
				String message = new String(answer, StandardCharsets.UTF_8);
				throw new PushFailedException(
						HttpFailures.of(response, this.clock.instant()).withMessage(this.headers.excerpt(message)));
			}
			return CollectorReply.of(body.length, answer);
		}
	}

}

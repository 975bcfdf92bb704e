package io.memprof.telemetry;

import java.io.IOException;
import java.time.Clock;

import okhttp3.MediaType;
import okhttp3.OkHttpClient;

/**
 * OTLP over HTTP: one POST of protobuf.
 */
final class HttpCollectorClient implements CollectorClient {

	private static final MediaType PROTOBUF = MediaType.get("application/x-protobuf");

	private final HttpPost post;

	HttpCollectorClient(OkHttpClient client, PushTarget target, Clock clock) {
		this.post = new HttpPost(client, target, clock);
	}

	@Override
	public CollectorReply send(byte[] metricsData) throws IOException {
		HttpPost.Answer answer = this.post.send(metricsData, PROTOBUF, null);
		return CollectorReply.of(answer.bytesSent(), answer.body());
	}

}

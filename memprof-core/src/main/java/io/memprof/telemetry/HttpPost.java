package io.memprof.telemetry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

import io.memprof.telemetry.TelemetryConfig.Compression;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One POST to a target, with its headers and compression.
 */
final class HttpPost {

	private static final long MAX_ANSWER_BYTES = 8 << 10;

	private final OkHttpClient client;

	private final PushTarget target;

	private final CollectorHeaders headers;

	private final Clock clock;

	HttpPost(OkHttpClient client, PushTarget target, Clock clock) {
		this.client = client;
		this.target = target;
		this.headers = new CollectorHeaders(target);
		this.clock = clock;
	}

	/**
	 * Sends data and waits for the answer.
	 * @param query of the URL, encoded, or {@code null}
	 * @throws PushFailedException when the answer is not a success
	 */
	Answer send(byte[] data, MediaType type, @Nullable String query) throws IOException {
		byte[] body = CollectorHttp.compress(data, this.target.compression());
		HttpUrl url = CollectorHttp.url(this.target);
		Request.Builder request = new Request.Builder()
			.url((query != null) ? url.newBuilder().encodedQuery(query).build() : url)
			.headers(this.headers.toHttp())
			.post(RequestBody.create(body, type));
		if (this.target.compression() == Compression.GZIP) {
			request.header("Content-Encoding", "gzip");
		}
		try (Response response = this.client.newCall(request.build()).execute()) {
			byte[] answer = response.peekBody(MAX_ANSWER_BYTES).bytes();
			if (!response.isSuccessful()) {
				String message = new String(answer, StandardCharsets.UTF_8);
				throw new PushFailedException(HttpFailures.of(response, this.clock.instant(), this.target.words())
					.withMessage(this.headers.excerpt(message)));
			}
			return new Answer(body.length, answer);
		}
	}

	/**
	 * A success.
	 *
	 * @param bytesSent size of the body as it was sent
	 * @param body at most the first {@value #MAX_ANSWER_BYTES} bytes of the answer
	 */
	record Answer(long bytesSent, byte[] body) {
	}

}

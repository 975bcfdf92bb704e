package io.memprof.telemetry;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;

import io.memprof.telemetry.TelemetryConfig.Compression;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over gRPC: one unary call, which on the wire is an HTTP/2 POST of one frame, its
 * outcome in the trailers.
 *
 * <pre>
 * frame = compressed (1 byte) length (4 bytes, big endian) message
 * </pre>
 */
final class GrpcCollectorClient implements CollectorClient {

	private static final MediaType GRPC = MediaType.get("application/grpc");

	private static final int FRAME_HEADER_BYTES = 5;

	private static final int MAX_ANSWER_BYTES = 64 << 10;

	/** The protocol allows eight digits. */
	private static final long LONGEST_TIMEOUT_MILLIS = 99_999_999;

	private final OkHttpClient client;

	private final PushTarget target;

	private final CollectorHeaders headers;

	private final Clock clock;

	GrpcCollectorClient(OkHttpClient client, PushTarget target, Clock clock) {
		this.client = client;
		this.target = target;
		this.headers = new CollectorHeaders(target);
		this.clock = clock;
	}

	@Override
	public CollectorReply send(byte[] metricsData) throws IOException {
		byte[] frame = frame(metricsData);
		try (Response response = this.client.newCall(request(frame)).execute()) {
			if (response.code() != 200) {
				throw new PushFailedException(HttpFailures.of(response, this.clock.instant(), this.target.words()));
			}
			if (response.protocol() != Protocol.HTTP_2 && response.protocol() != Protocol.H2_PRIOR_KNOWLEDGE) {
				throw new PushFailedException(PushFailure.of("it does not speak HTTP/2, which gRPC needs",
						"use its gRPC port, or set memprof.telemetry.transport=http"));
			}
			byte[] answer = readAnswer(response);
			String status = trailer(response, "grpc-status");
			if (status == null) {
				throw new PushFailedException(PushFailure.of("its answer has no gRPC status",
						"use its gRPC port, or set memprof.telemetry.transport=http"));
			}
			if (!status.equals("0")) {
				String message = decode(trailer(response, "grpc-message"));
				throw new PushFailedException(GrpcFailures.of(status).withMessage(this.headers.excerpt(message)));
			}
			return CollectorReply.of(frame.length, answer);
		}
	}

	private Request request(byte[] frame) throws PushFailedException {
		Request.Builder request = new Request.Builder().url(CollectorHttp.url(this.target))
			.headers(this.headers.toHttp())
			.header("te", "trailers")
			.header("grpc-timeout", Math.min(LONGEST_TIMEOUT_MILLIS, this.target.timeout().toMillis()) + "m")
			// keeps OkHttp from asking for a compressed stream, which gRPC does not know
			.header("accept-encoding", "identity")
			.post(RequestBody.create(frame, GRPC));
		if (this.target.compression() == Compression.GZIP) {
			request.header("grpc-encoding", "gzip");
		}
		return request.build();
	}

	private byte[] frame(byte[] metricsData) throws IOException {
		byte[] message = CollectorHttp.compress(metricsData, this.target.compression());
		return ByteBuffer.allocate(FRAME_HEADER_BYTES + message.length)
			.put((byte) ((this.target.compression() == Compression.GZIP) ? 1 : 0))
			.putInt(message.length)
			.put(message)
			.array();
	}

	/**
	 * The message of the answer, empty when there is none. Reads to the end, where the
	 * trailers are.
	 */
	private static byte[] readAnswer(Response response) throws IOException {
		// only an answer from a cache has no body
		BufferedSource source = Objects.requireNonNull(response.body()).source();
		byte[] message = new byte[0];
		if (source.request(FRAME_HEADER_BYTES)) {
			source.skip(1);
			int length = source.readInt();
			if (length > 0 && length <= MAX_ANSWER_BYTES) {
				message = source.readByteArray(length);
			}
		}
		source.readAll(Okio.blackhole());
		return message;
	}

	/**
	 * A trailer; an answer without a message has them among its headers.
	 */
	private static @Nullable String trailer(Response response, String name) throws IOException {
		String header = response.header(name);
		return (header != null) ? header : response.trailers().get(name);
	}

	/**
	 * UTF-8 with percent signs, in which a plus sign is a plus sign.
	 */
	private static String decode(@Nullable String message) {
		if (message == null) {
			return "";
		}
		try {
			return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return message;
		}
	}

}

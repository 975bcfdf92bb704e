package io.memprof.telemetry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import okhttp3.tls.HandshakeCertificates;

/**
 * OTLP/gRPC over grpc-java, which undoes frames and compression itself.
 */
final class GrpcCollector extends TestCollector {

	private static final Context.Key<Map<String, String>> HEADERS = Context.key("headers");

	private static final MethodDescriptor<byte[], byte[]> EXPORT = MethodDescriptor.newBuilder(new Bytes(), new Bytes())
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName("opentelemetry.proto.collector.metrics.v1.MetricsService/Export")
		.build();

	/**
	 * Reports peers that do not speak HTTP/2, which some tests are about; kept, as
	 * loggers are held weakly.
	 */
	private static final Logger LOGGER = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty");

	static {
		LOGGER.setLevel(Level.OFF);
	}

	private final Server server;

	private final String scheme;

	private volatile Status status = Status.OK;

	private volatile byte[] body = new byte[0];

	GrpcCollector() throws IOException {
		this(InsecureServerCredentials.create(), "http");
	}

	static GrpcCollector withTls(HandshakeCertificates certificates) throws IOException {
		return new GrpcCollector(TlsServerCredentials.newBuilder().keyManager(certificates.keyManager()).build(),
				"https");
	}

	private GrpcCollector(ServerCredentials credentials, String scheme) throws IOException {
		this.scheme = scheme;
		this.server = NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0), credentials)
			.addService(ServerServiceDefinition.builder("opentelemetry.proto.collector.metrics.v1.MetricsService")
				.addMethod(EXPORT, ServerCalls.asyncUnaryCall(this::export))
				.build())
			.intercept(new HeaderCapture())
			.build()
			.start();
	}

	@Override
	URI endpoint() {
		return URI.create(this.scheme + "://localhost:" + this.server.getPort());
	}

	@Override
	void answer(int status) {
		answer(Status.fromCodeValue(status), new byte[0]);
	}

	void answer(Status status, byte[] body) {
		this.status = status;
		this.body = body;
	}

	@Override
	public void close() {
		this.server.shutdownNow();
		try {
			this.server.awaitTermination(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		// not before, or an answer could still get through
		this.mayAnswer.countDown();
	}

	private void export(byte[] request, StreamObserver<byte[]> response) {
		receive(ReceivedPush.of(HEADERS.get(), request));
		awaitMayAnswer();
		if (!this.status.isOk()) {
			response.onError(this.status.asRuntimeException());
			return;
		}
		response.onNext(this.body);
		response.onCompleted();
	}

	private static final class HeaderCapture implements ServerInterceptor {

		@Override
		public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata metadata,
				ServerCallHandler<Q, A> next) {
			Map<String, String> headers = new LinkedHashMap<>();
			for (String key : metadata.keys()) {
				if (!key.endsWith("-bin")) {
					headers.put(key, metadata.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER)));
				}
			}
			if (Context.current().getDeadline() != null) {
				headers.put(":deadline", Context.current().getDeadline().timeRemaining(TimeUnit.MILLISECONDS) + "");
			}
			return Contexts.interceptCall(Context.current().withValue(HEADERS, headers), call, metadata, next);
		}

	}

	private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}

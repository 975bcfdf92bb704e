package io.memprof.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import io.memprof.telemetry.TelemetryConfig.Compression;
import io.memprof.telemetry.TelemetryConfig.Transport;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * What both transports need of HTTP: the client, the URL, the compressed body.
 */
final class CollectorHttp {

	private CollectorHttp() {
	}

	/**
	 * A client with one connection, which the timeout bounds as a whole: name, connect,
	 * TLS, write and read. Opens nothing yet.
	 */
	static OkHttpClient client(PushTarget target, @Nullable TlsTrust trust) {
		OkHttpClient.Builder client = new OkHttpClient.Builder().callTimeout(target.timeout())
			.connectTimeout(target.timeout())
			.readTimeout(target.timeout())
			.writeTimeout(target.timeout())
			.connectionPool(new ConnectionPool(1, 5, TimeUnit.MINUTES))
			.followRedirects(false);
		if (trust != null) {
			client.sslSocketFactory(trust.socketFactory(), trust.trustManager());
		}
		if (target.transport() == Transport.GRPC && !"https".equalsIgnoreCase(target.endpoint().getScheme())) {
			// gRPC without TLS begins with HTTP/2 at once, which no HTTP proxy passes on
			client.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).proxy(Proxy.NO_PROXY);
		}
		return client.build();
	}

	static HttpUrl url(PushTarget target) throws PushFailedException {
		HttpUrl url = HttpUrl.get(target.endpoint());
		if (url == null) {
			throw new PushFailedException(PushFailure.of("the endpoint is not an http or https URL",
					"set " + target.words().property("endpoint") + " to one such as http://localhost:4318"));
		}
		return url.newBuilder().encodedPath(target.path()).build();
	}

	static byte[] compress(byte[] data, Compression compression) throws IOException {
		if (compression == Compression.NONE) {
			return data;
		}
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(data.length / 4 + 64);
		try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write(data);
		}
		return compressed.toByteArray();
	}

}

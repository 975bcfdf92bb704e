package io.memprof.telemetry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.jspecify.annotations.Nullable;

/**
 * Why there was no answer, as far as an exception tells.
 */
final class ConnectionFailures {

	private final PushTarget target;

	ConnectionFailures(PushTarget target) {
		this.target = target;
	}

	PushFailure explain(Throwable failure) {
		if (failure instanceof PushFailedException known) {
			return known.failure();
		}
		if (failure instanceof SSLException) {
			return tls(failure);
		}
		if (failure instanceof InterruptedIOException) {
			return PushFailure.of("no answer within " + this.target.timeout().toMillis() + " ms",
					"look at its load and the network, or raise " + property("timeout"));
		}
		if (failure instanceof UnknownHostException) {
			return PushFailure.of("the host name " + this.target.endpoint().getHost() + " is unknown",
					"correct " + property("endpoint") + " or the DNS");
		}
		if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
			Throwable root = (failure.getCause() != null) ? failure.getCause() : failure;
			return PushFailure.of("no connection (" + message(root).toLowerCase(Locale.ROOT) + ")",
					"start a collector there or correct " + property("endpoint"));
		}
		if (failure instanceof IOException) {
			return brokenConnection();
		}
		return PushFailure.of("it failed with " + failure.getClass().getSimpleName() + ": " + message(failure),
				"check " + property("endpoint"));
	}

	private PushFailure tls(Throwable failure) {
		if (failure instanceof SSLPeerUnverifiedException) {
			return PushFailure.of("its TLS certificate is for another host name",
					"use the name of its certificate in " + property("endpoint"));
		}
		if (hasCause(failure, CertPathBuilderException.class) || hasCause(failure, CertPathValidatorException.class)
				|| hasCause(failure, CertificateException.class)) {
			return PushFailure.of("its TLS certificate is not trusted",
					"add its certificate authority to the trust store of this JVM (javax.net.ssl.trustStore)");
		}
		return PushFailure.of("no TLS connection: " + message(failure),
				"check that it speaks TLS on this port, or use http:// in " + property("endpoint"));
	}

	/**
	 * A peer that speaks something else closes the connection, resets it, or sends what
	 * is not a status line or not a frame. How OkHttp puts that depends on when it is
	 * noticed, so its words are not asked.
	 */
	private PushFailure brokenConnection() {
		boolean tls = "https".equalsIgnoreCase(this.target.endpoint().getScheme());
		return PushFailure.of("the connection broke before an answer", "it stopped half way, "
				+ (tls ? "" : "wants TLS (https://), ") + "or " + this.target.words().otherProtocol());
	}

	private String property(String name) {
		return this.target.words().property(name);
	}

	private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
		@Nullable Throwable cause = failure.getCause();
		for (int depth = 0; cause != null && depth < 10; depth++) {
			if (type.isInstance(cause)) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	private static String message(Throwable failure) {
		String message = failure.getMessage();
		return (message != null) ? message : failure.getClass().getSimpleName();
	}

}

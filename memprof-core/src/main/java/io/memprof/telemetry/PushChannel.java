package io.memprof.telemetry;

import java.io.IOException;
import java.time.Clock;

import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Takes pushes to one target, and knows how that goes: {@link #status()}, and one line in
 * the log for each change of it. Nothing here throws.
 * <p>
 * For the thread that pushes; {@link #status()} and {@link #close()} for any. Nothing of
 * the HTTP client is loaded before the first push.
 */
public final class PushChannel {

	private final PushTarget target;

	private final @Nullable TlsTrust trust;

	private final Clock clock;

	private final PushMonitor monitor;

	private final ConnectionFailures failures;

	private volatile @Nullable OkHttpClient http;

	/**
	 * A channel that has sent nothing yet.
	 * @param enabled whether anything will be sent
	 * @param trust for {@code https} endpoints, or {@code null} for what the JVM trusts
	 * @param logged under whose name the log tells
	 */
	public PushChannel(PushTarget target, boolean enabled, @Nullable TlsTrust trust, Clock clock, Class<?> logged) {
		this.target = target;
		this.trust = trust;
		this.clock = clock;
		this.monitor = new PushMonitor(target, enabled, clock, logged);
		this.failures = new ConnectionFailures(target);
	}

	public TelemetryStatus status() {
		return this.monitor.status();
	}

	/**
	 * Whether the receiver did not ask to be left alone ({@code Retry-After}).
	 */
	public boolean mayPush() {
		return this.monitor.mayPush();
	}

	/**
	 * Sends one POST and waits for the answer, at most as long as the timeout.
	 * @param query of the URL, encoded, or {@code null}
	 * @param answers reads what the receiver said about data it dropped
	 */
	public void post(byte[] data, String contentType, @Nullable String query, AnswerReader answers) {
		exchange((client) -> {
			HttpPost.Answer answer = new HttpPost(client, this.target, this.clock).send(data,
					MediaType.get(contentType), query);
			return new CollectorReply(answer.bytesSent(), answers.partialSuccess(answer.body()));
		});
	}

	/**
	 * Nothing could be sent this time.
	 * @param what what happened
	 * @param advice what to change
	 */
	public void failed(String what, String advice) {
		this.monitor.failed(PushFailure.of(what, advice));
	}

	/**
	 * Nothing will ever be sent.
	 * @param what what happened
	 * @param advice what to change
	 */
	public void gaveUp(String what, String advice) {
		this.monitor.gaveUp(PushFailure.of(what, advice));
	}

	/**
	 * Breaks off a push under way and closes the connection. May be called again.
	 */
	public void close() {
		OkHttpClient http = this.http;
		if (http != null) {
			http.dispatcher().cancelAll();
			http.connectionPool().evictAll();
		}
	}

	void exchange(Exchange exchange) {
		try {
			this.monitor.succeeded(exchange.over(client()));
		}
		catch (Exception | LinkageError ex) {
			this.monitor.failed(this.failures.explain(ex));
		}
	}

	private OkHttpClient client() {
		OkHttpClient http = this.http;
		if (http == null) {
			http = CollectorHttp.client(this.target, this.trust);
			this.http = http;
		}
		return http;
	}

	/**
	 * Reads the answer to a push that was accepted.
	 */
	@FunctionalInterface
	public interface AnswerReader {

		/**
		 * What was dropped and why, or {@code null}.
		 */
		@Nullable String partialSuccess(byte[] answer);

	}

	/**
	 * One push and its answer.
	 */
	interface Exchange {

		CollectorReply over(OkHttpClient client) throws IOException;

	}

}

package io.memprof.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import io.memprof.telemetry.PushTarget.Words;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP status other than 2xx means to someone who configures a push.
 */
final class HttpFailures {

	/** A longer wish is cut, as a mistaken one would silence the export for good. */
	private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

	private HttpFailures() {
	}

	static PushFailure of(Response response, Instant now, Words words) {
		int status = response.code();
		return new PushFailure("it answered HTTP " + status, advice(status, response, words),
				(status == 429 || status == 503) ? retryAfter(response.header("Retry-After"), now) : null);
	}

	private static String advice(int status, Response response, Words words) {
		return switch (status) {
			case 301, 302, 303, 307, 308 -> "it wants to be asked elsewhere, and a push does not follow: set "
					+ words.property("endpoint") + " to where it listens";
			case 400 -> "it did not understand the push: check that " + words.property("endpoint") + " is its port for "
					+ words.protocol() + ", with https:// where it wants TLS";
			case 401, 403 -> "give it the credentials it wants in " + words.property("headers")
					+ ", such as authorization or an API key";
			case 404, 405 -> notFound(response.request().url().encodedPath(), words);
			case 413 -> "the push is too large for it: raise its limit on the size of a request";
			case 415 -> "it does not take " + words.subject() + " in this form: " + words.form();
			case 429 -> "it takes no more from this sender: raise its limit or " + words.interval();
			case 502, 503, 504 -> "it, or what stands behind it, is overloaded or starting: look at its own log";
			default -> "look at its own log";
		};
	}

	private static String notFound(String path, Words words) {
		return "nothing takes " + words.subject() + " under " + path + ": "
				+ (path.endsWith(words.usualPath()) ? "give it " + words.receiver() + ", or correct"
						: "receivers usually do under " + words.usualPath() + ", so add that to")
				+ " " + words.property("endpoint");
	}

	/**
	 * Seconds or a date, as HTTP has it; {@code null} when absent or unreadable.
	 */
	static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
		if (header == null) {
			return null;
		}
		try {
			Duration wish = header.strip().matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(header.strip()))
					: Duration.between(now,
							ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
			return (wish.compareTo(LONGEST_WAIT) < 0) ? wish : LONGEST_WAIT;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}

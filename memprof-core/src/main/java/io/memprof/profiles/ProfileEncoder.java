package io.memprof.profiles;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Makes a profile of a recording.
 */
interface ProfileEncoder {

	/**
	 * The allocations of a window, or {@code null} when there was none.
	 * @param recording a JFR file, which may hold other events too
	 * @throws IOException when the file is not what it should be
	 */
	@Nullable EncodedProfile encode(Path recording, Window window) throws IOException;

	/**
	 * What the receiver says it dropped of a profile that it accepted, or {@code null}.
	 */
	default @Nullable String partialSuccess(byte[] answer) {
		return null;
	}

	/**
	 * The encoder of a format.
	 */
	static ProfileEncoder of(ProfilesConfig config) {
		return switch (config.format()) {
			case OTLP -> new OtlpEncoder(config.service());
			case PYROSCOPE -> new PyroscopeEncoder(config.service());
		};
	}

	/**
	 * What a profile is to cover.
	 *
	 * @param allocatedBefore bytes that no profile covers, by Java id of their thread:
	 * they are taken off its first sample, and then from here
	 */
	record Window(Instant from, Instant until, Map<Long, Long> allocatedBefore) {
	}

	/**
	 * A profile as it is posted.
	 *
	 * @param query of the URL, or {@code null}
	 */
	record EncodedProfile(byte[] data, String contentType, @Nullable String query) {
	}

}

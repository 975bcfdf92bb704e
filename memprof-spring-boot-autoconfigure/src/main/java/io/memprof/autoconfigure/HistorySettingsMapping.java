package io.memprof.autoconfigure;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

import io.memprof.history.HistorySettings;
import io.memprof.history.ServiceInstance;
import io.memprof.telemetry.TelemetryConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Checks the properties of the history and puts them in the engine's words. The disk is
 * not looked at: that is for memprof's thread.
 */
final class HistorySettingsMapping {

	/** So that some reports of the usual size fit. */
	private static final DataSize LEAST_SIZE = DataSize.ofMegabytes(1);

	private static final Duration LEAST_AGE = Duration.ofHours(1);

	private HistorySettingsMapping() {
	}

	/**
	 * The settings, or {@code null} without a directory.
	 */
	static @Nullable HistorySettings map(MemprofProperties.History history) {
		if (history.maxSize().compareTo(LEAST_SIZE) < 0) {
			throw Setting.wrong("memprof.history.max-size", history.maxSize(),
					"It must be a data size of at least 1MB, such as 10MB.");
		}
		if (history.maxAge().compareTo(LEAST_AGE) < 0) {
			throw Setting.wrong("memprof.history.max-age", history.maxAge(),
					"It must be a duration of at least 1h, such as 12h or 30d.");
		}
		Path directory = directory(history.directory());
		return (directory != null) ? new HistorySettings(directory, history.maxSize().toBytes(), history.maxAge())
				: null;
	}

	static ServiceInstance owner(TelemetryConfig telemetry) {
		return new ServiceInstance(telemetry.serviceName(), telemetry.serviceVersion(), telemetry.serviceInstanceId());
	}

	private static @Nullable Path directory(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return null;
		}
		try {
			return Path.of(text.trim()).toAbsolutePath();
		}
		catch (InvalidPathException ex) {
			throw Setting.wrong("memprof.history.directory", text, "It must be the path of a directory.");
		}
	}

}

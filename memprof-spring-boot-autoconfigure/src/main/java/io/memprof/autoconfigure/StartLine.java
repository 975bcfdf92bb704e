package io.memprof.autoconfigure;

import java.util.function.Supplier;

import io.memprof.ProfilerSettings;
import io.memprof.leak.LeakSettings;

/**
 * The one line logged at start: what runs, and where to look.
 */
final class StartLine implements Supplier<String> {

	private final ProfilerSettings settings;

	private final TelemetrySection telemetry;

	private final ProfilesSection profiles;

	private final ReportAddress address;

	StartLine(ProfilerSettings settings, TelemetrySection telemetry, ProfilesSection profiles, ReportAddress address) {
		this.settings = settings;
		this.telemetry = telemetry;
		this.profiles = profiles;
		this.address = address;
	}

	@Override
	public String get() {
		return "memprof samples memory every %s%s. %s.%s %s".formatted(Words.of(this.settings.samplingInterval()),
				judgement(this.settings.leaks()), this.telemetry.words(), this.profiles.words(),
				this.address.whereToLook());
	}

	private static String judgement(LeakSettings leaks) {
		return leaks.enabled() ? " and judges leaks every %s, first after %s"
			.formatted(Words.of(leaks.analysisInterval()), Words.of(leaks.warmUp())) : "; leaks are not judged";
	}

}

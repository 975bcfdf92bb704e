package io.memprof.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.memprof.profiles.AllocationProfiles;
import io.memprof.profiles.ProfilesConfig;

/**
 * Where allocation profiles are pushed and how that goes.
 */
final class PushedProfilesSection implements ProfilesSection {

	private final ProfilesConfig config;

	private final AllocationProfiles profiles;

	PushedProfilesSection(ProfilesConfig config, AllocationProfiles profiles) {
		this.config = config;
		this.profiles = profiles;
	}

	@Override
	public Map<String, Object> json() {
		Map<String, Object> json = new LinkedHashMap<>();
		PushStatusJson.put(json, this.profiles.status());
		json.put("endpoint", PushStatusJson.withoutSecrets(this.config.endpoint()));
		json.put("format", format());
		json.put("interval", this.config.interval().toString());
		return json;
	}

	@Override
	public String words() {
		return " Allocation profiles (experimental): every %s to %s (%s).".formatted(Words.of(this.config.interval()),
				PushStatusJson.withoutSecrets(this.config.endpoint()), format());
	}

	private String format() {
		return this.config.format().name().toLowerCase(Locale.ROOT);
	}

}

package io.memprof.autoconfigure;

import java.util.Map;

/**
 * What the report and the start line say about the push of allocation profiles. Never a
 * secret: no header, no credentials of a URL.
 */
interface ProfilesSection {

	/**
	 * What the section {@code telemetry} of the report shows under {@code profiles}.
	 */
	Map<String, Object> json();

	/**
	 * The same in a sentence with a space before it; nothing at all when nobody asked for
	 * profiles.
	 */
	String words();

	/**
	 * Nobody asked for profiles.
	 */
	static ProfilesSection notWanted() {
		return of("memprof.profiles.enabled is false", "");
	}

	/**
	 * They were asked for, but something is missing.
	 * @param reason what, and where to get it
	 */
	static ProfilesSection missing(String reason) {
		return of(reason, " Allocation profiles: off, as " + reason + ".");
	}

	private static ProfilesSection of(String reason, String words) {
		return new ProfilesSection() {

			@Override
			public Map<String, Object> json() {
				return PushStatusJson.off(reason);
			}

			@Override
			public String words() {
				return words;
			}

		};
	}

}

package io.memprof.profiles;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.memprof.profiles.ProfilesConfig.Format;
import io.memprof.profiles.ProfilesConfig.Service;

/**
 * Something to find in a profile, and profiles to find it in.
 */
final class Allocations {

	static final String METHOD = "io.memprof.profiles.Allocations.allocate";

	static final Service SERVICE = new Service("shop", "1.2.3", "instance-1");

	private static volatile Object sink;

	private Allocations() {
	}

	static ProfilesConfig to(URI endpoint) {
		return to(endpoint, Duration.ofSeconds(20), Map.of());
	}

	static ProfilesConfig to(URI endpoint, Duration timeout, Map<String, String> headers) {
		return new ProfilesConfig(endpoint, Format.of(endpoint), Duration.ofHours(1), timeout, headers, 1000, SERVICE);
	}

	/** JFR's throttle works in windows, so this takes its time. */
	static void allocate(long bytes) throws InterruptedException {
		for (long left = bytes; left > 0; left -= Item.BYTES * 4L) {
			sink = new Item[Item.BYTES];
			if (left % (1 << 20) < Item.BYTES * 4) {
				Thread.sleep(5);
			}
		}
	}

	static Object sink() {
		return sink;
	}

	/** What is allocated, in arrays of it. */
	static final class Item {

		static final int BYTES = 16 << 10;

		private Item() {
		}

	}

}

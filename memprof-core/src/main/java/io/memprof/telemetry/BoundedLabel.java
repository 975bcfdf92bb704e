package io.memprof.telemetry;

import java.util.HashSet;
import java.util.Set;

/**
 * Bounds the values of a label: the first ones keep their name, all later ones are
 * {@code other}. First come, first served, because a series that changed its meaning half
 * way would be worse than one without a name.
 * <p>
 * For one thread.
 */
final class BoundedLabel {

	private final Set<String> admitted = new HashSet<>();

	private final int limit;

	BoundedLabel(int limit) {
		this.limit = limit;
	}

	String of(String value) {
		if (this.admitted.contains(value) || isReserved(value)) {
			return value;
		}
		if (this.admitted.size() == this.limit) {
			return MemoryMeter.OTHER;
		}
		this.admitted.add(value);
		return value;
	}

	private static boolean isReserved(String value) {
		return value.equals(MemoryMeter.OTHER) || value.equals(MemoryMeter.PROCESS);
	}

}

package io.memprof.telemetry;

import io.memprof.allocation.SampledSpan;
import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a counter from a total that begins at 0 with each session.
 *
 * <pre>
 * total     10   25   22   30 | new session |  4    9
 * counter  +10  +15   +0   +5 |             | +4   +5
 * </pre>
 *
 * A total that falls within a session is an estimate corrected downwards: the counter
 * waits until the total passes its highest value again, so it never counts twice.
 * <p>
 * For one thread.
 */
final class CumulativeCounter {

	private final SessionMeters meters;

	private final MemoryMeter meter;

	private final String label;

	private @Nullable Counter counter;

	private long highest;

	CumulativeCounter(SessionMeters meters, MemoryMeter meter, String label) {
		this.meters = meters;
		this.meter = meter;
		this.label = label;
	}

	void advanceTo(long total) {
		advanceTo(total, null);
	}

	/**
	 * Shows a total.
	 * @param span that brought a part of what is new, or {@code null}
	 */
	void advanceTo(long total, @Nullable SampledSpan span) {
		if (this.counter == null) {
			this.counter = this.meters.counter(this.meter, this.label);
		}
		if (total > this.highest) {
			this.meters.increment(this.counter, total - this.highest, span);
			this.highest = total;
		}
	}

	void restart() {
		this.highest = 0;
	}

}

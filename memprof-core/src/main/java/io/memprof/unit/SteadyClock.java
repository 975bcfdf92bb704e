package io.memprof.unit;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The time of day that never steps back and never jumps: that of the wall clock at the
 * beginning, and from then on what a monotonic clock has counted. Who judges by durations
 * is not misled when somebody sets the time.
 * <p>
 * So it keeps an error that the wall clock had at the beginning, and where the monotonic
 * clock stands still while the machine sleeps, as on Linux, it lags by that. Safe for use
 * by several threads.
 */
public final class SteadyClock extends Clock {

	private final Instant begin;

	private final long beginNanos;

	private final LongSupplier nanos;

	private final ZoneId zone;

	/**
	 * A clock that begins now.
	 * @param wall read once
	 * @param nanos never decreases, as {@link System#nanoTime()}
	 */
	public SteadyClock(InstantSource wall, LongSupplier nanos) {
		this(wall.instant(), nanos.getAsLong(), nanos, ZoneOffset.UTC);
	}

	private SteadyClock(Instant begin, long beginNanos, LongSupplier nanos, ZoneId zone) {
		this.begin = begin;
		this.beginNanos = beginNanos;
		this.nanos = nanos;
		this.zone = zone;
	}

	/**
	 * By the clocks of this JVM.
	 */
	public static SteadyClock ofThisJvm() {
		return new SteadyClock(InstantSource.system(), System::nanoTime);
	}

	@Override
	public Instant instant() {
		return this.begin.plusNanos(this.nanos.getAsLong() - this.beginNanos);
	}

	@Override
	public ZoneId getZone() {
		return this.zone;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return new SteadyClock(this.begin, this.beginNanos, this.nanos, zone);
	}

}

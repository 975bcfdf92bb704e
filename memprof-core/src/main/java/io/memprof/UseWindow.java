package io.memprof;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import io.memprof.unit.Reading;
import io.memprof.unit.ThreadUse;
import org.jspecify.annotations.Nullable;

/**
 * What memprof has used over the last {@link #LENGTH}, and what the JVM has allocated
 * meanwhile. Keeps some sixty points. For one thread.
 */
final class UseWindow {

	/** Long enough for a few analyses at the default interval. */
	static final Duration LENGTH = Duration.ofMinutes(5);

	private static final Duration SPACING = LENGTH.dividedBy(60);

	/** A share of less says nothing. */
	private static final Duration SHORTEST = Duration.ofSeconds(10);

	private final Deque<Point> points = new ArrayDeque<>();

	private @Nullable Point latest;

	void add(Instant at, ThreadUse own, Reading byJvm) {
		Point point = new Point(at, own, byJvm);
		this.latest = point;
		Point last = this.points.peekLast();
		if (last == null || !at.isBefore(last.at.plus(SPACING))) {
			this.points.addLast(point);
		}
		while (this.points.size() > 1 && this.points.getFirst().at.isBefore(at.minus(LENGTH))) {
			this.points.removeFirst();
		}
	}

	/** Time that is covered. */
	Duration over() {
		Point first = this.points.peekFirst();
		Point last = this.latest;
		return (first != null && last != null) ? Duration.between(first.at, last.at) : Duration.ZERO;
	}

	/** Processor time in that time. */
	Duration cpu() {
		Point first = this.points.peekFirst();
		Point last = this.latest;
		return (first != null && last != null) ? Duration.ofNanos(last.own.minus(first.own).cpuNanos()) : Duration.ZERO;
	}

	/** Of one processor; {@code null} when observed for too short a time. */
	@Nullable Double cpuShare() {
		return isTooShort() ? null : (double) cpu().toNanos() / over().toNanos();
	}

	/** Of all bytes allocated; {@code null} when not known. */
	@Nullable Double allocationShare() {
		Point first = this.points.peekFirst();
		Point last = this.latest;
		if (isTooShort() || first == null || last == null || !first.byJvm.isAvailable() || !last.byJvm.isAvailable()) {
			return null;
		}
		long all = last.byJvm.bytes() - first.byJvm.bytes();
		return (all > 0) ? Math.min(1.0, last.own.minus(first.own).allocatedBytes() / (double) all) : null;
	}

	void clear() {
		this.points.clear();
		this.latest = null;
	}

	private boolean isTooShort() {
		return over().compareTo(SHORTEST) < 0;
	}

	/**
	 * Totals at one moment.
	 */
	private record Point(Instant at, ThreadUse own, Reading byJvm) {
	}

}

package io.memprof;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import io.memprof.report.BackOff;
import io.memprof.report.BackOff.Level;
import io.memprof.report.CostCeiling;
import io.memprof.unit.Reading;
import io.memprof.unit.ThreadUse;
import org.jspecify.annotations.Nullable;

/**
 * Holds what memprof takes against its ceiling, and decides how far it backs off.
 * <p>
 * One level further at most once a minute, while it takes more than the ceiling; one back
 * after five minutes at less than half of it. Who had to back off again soon after waits
 * twice as long the next time, up to {@value #LONGEST_WAIT} times. Until five minutes are
 * over, it may take what the ceiling allows in five, so that one dear analysis is no
 * excess; and {@value #COLD} times that in the first ten, as the first five are spent on
 * code that has not been compiled yet. A full heap comes before all that.
 * docs/decisions/014 has the measurements. For one thread.
 */
final class CostGuard {

	private static final Duration STEP = Duration.ofMinutes(1);

	private static final double HALF = 0.5;

	private static final int LONGEST_WAIT = 16;

	private static final int COLD = 3;

	private static final Level DEAREST = Level.RARE_LOOKS;

	private final CostCeiling ceiling;

	private final UseWindow since = new UseWindow();

	private final Instant begin;

	private Duration wait = UseWindow.LENGTH;

	private Instant eased = Instant.EPOCH;

	private BackOff byCost;

	private @Nullable BackOff byFullHeap;

	/**
	 * Begins without holding anything back.
	 */
	CostGuard(CostCeiling ceiling, Instant now) {
		this.ceiling = ceiling;
		this.begin = now;
		this.byCost = new BackOff(Level.NONE, now, "within the ceiling since the start");
	}

	BackOff backOff() {
		return (this.byFullHeap != null) ? this.byFullHeap : this.byCost;
	}

	/**
	 * Takes in what memprof has used by now, and the heap.
	 * @param own total of its threads
	 * @return whether the level has changed
	 */
	boolean observe(Instant now, ThreadUse own, long heldBytes, FullHeap heap) {
		Level before = backOff().level();
		observe(now, heap);
		this.since.add(now, own, Reading.unavailable("not asked for"));
		String excess = excess(now, heldBytes);
		Level level = this.byCost.level();
		if (excess != null) {
			if (level != DEAREST && (level == Level.NONE || this.since.over().compareTo(STEP) >= 0)) {
				if (level == Level.NONE) {
					this.wait = waitAfter(now);
				}
				enter(Level.values()[level.ordinal() + 1], now, excess);
			}
		}
		else if (level != Level.NONE && isEased(now, heldBytes)) {
			this.eased = now;
			enter(Level.values()[level.ordinal() - 1], now,
					String.format(Locale.ROOT,
							"%.2f %% of a processor over the last %d minutes, less than half of memprof.cost.max-cpu",
							cpuPercent(STEP), this.since.over().toMinutes()));
		}
		return backOff().level() != before;
	}

	/** Totals count from zero again; the level stays. */
	void beginSession() {
		this.since.clear();
	}

	private void observe(Instant now, FullHeap heap) {
		if (!heap.isFull()) {
			this.byFullHeap = null;
		}
		else if (this.byFullHeap == null) {
			this.byFullHeap = new BackOff(Level.SNAPSHOTS_ONLY, now,
					String.format(Locale.ROOT, "the heap is %.0f %% full after a collection", heap.share() * 100));
		}
	}

	/** What is above the ceiling, in words, or {@code null}. */
	private @Nullable String excess(Instant now, long heldBytes) {
		if (heldBytes > this.ceiling.heldBytes()) {
			return String.format(Locale.ROOT, "%.1f MB of heap held, above memprof.cost.max-heap of %.1f MB",
					heldBytes / (double) (1 << 20), this.ceiling.heldBytes() / (double) (1 << 20));
		}
		boolean free = this.byCost.level() == Level.NONE;
		boolean cold = free && now.isBefore(this.begin.plus(UseWindow.LENGTH.multipliedBy(2)));
		double percent = cpuPercent(free ? UseWindow.LENGTH : STEP);
		double allowed = this.ceiling.cpuShare() * 100;
		if (percent <= (cold ? COLD : 1) * allowed) {
			return null;
		}
		return String.format(Locale.ROOT, "%.2f %% of a processor, above memprof.cost.max-cpu of %.2f %%", percent,
				allowed);
	}

	private boolean isEased(Instant now, long heldBytes) {
		return !now.isBefore(this.byCost.since().plus(this.wait)) && this.since.over().compareTo(STEP) >= 0
				&& cpuPercent(STEP) <= HALF * this.ceiling.cpuShare() * 100 && heldBytes <= this.ceiling.heldBytes();
	}

	/** Who comes back and is too dear again has come back too soon. */
	private Duration waitAfter(Instant now) {
		boolean soon = now.isBefore(this.eased.plus(this.wait.multipliedBy(2)));
		Duration longest = UseWindow.LENGTH.multipliedBy(LONGEST_WAIT);
		Duration doubled = this.wait.multipliedBy(2);
		return !soon ? UseWindow.LENGTH : (doubled.compareTo(longest) < 0) ? doubled : longest;
	}

	private void enter(Level level, Instant now, String reason) {
		this.byCost = new BackOff(level, now, reason);
		this.since.clear();
	}

	/** Of a processor, over what was observed or that time if it is longer. */
	private double cpuPercent(Duration atLeast) {
		Duration over = this.since.over();
		Duration time = (over.compareTo(atLeast) > 0) ? over : atLeast;
		return 100.0 * this.since.cpu().toNanos() / time.toNanos();
	}

}

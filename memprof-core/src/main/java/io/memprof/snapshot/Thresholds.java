package io.memprof.snapshot;

/**
 * The levels at which memory use becomes a warning and an alert.
 *
 * @param warning reached first
 * @param alert reached last
 */
public record Thresholds(Threshold warning, Threshold alert) {

	/** Warning at 80 %, alert at 90 % of the limit that binds first. */
	public static final Thresholds DEFAULTS = new Thresholds(Threshold.share(0.8), Threshold.share(0.9));

	/**
	 * The pressure at a snapshot.
	 */
	public MemoryPressure pressure(MemorySnapshot snapshot) {
		MemorySnapshot.Usage usage = snapshot.tightest();
		if (this.alert.reachedBy(usage)) {
			return MemoryPressure.CRITICAL;
		}
		return this.warning.reachedBy(usage) ? MemoryPressure.WARNING : MemoryPressure.NORMAL;
	}

}

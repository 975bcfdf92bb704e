package io.memprof.leak;

import java.time.Duration;
import java.util.List;

/**
 * How leaks are judged.
 *
 * @param enabled whether they are
 * @param analysisInterval how often surviving objects are collected and a verdict is
 * computed
 * @param warmUp no verdict before; every window of the judgement scales with it
 * @param referenceChains when to walk from surviving objects to the GC roots
 * @param pauseBudget a walk is not started when its predicted pause is longer
 * @param ignore fingerprints or class patterns ({@code *} matches any text) never
 * reported
 */
public record LeakSettings(boolean enabled, Duration analysisInterval, Duration warmUp, ReferenceChains referenceChains,
		Duration pauseBudget, List<String> ignore) {

	public LeakSettings {
		ignore = List.copyOf(ignore);
	}

	/**
	 * The documented defaults.
	 */
	public static LeakSettings defaults() {
		return new LeakSettings(true, Duration.ofSeconds(60), Duration.ofMinutes(10), ReferenceChains.ON_SUSPICION,
				Duration.ofMillis(500), List.of());
	}

	/**
	 * Whether a service is watched, over hours; a warm-up of less than a minute is that
	 * of a test or a demo, which is watched for minutes.
	 */
	public boolean ofService() {
		return new Windows(this.warmUp, this.analysisInterval).ofService();
	}

	/**
	 * When the walk to the GC roots may run.
	 */
	public enum ReferenceChains {

		/** Never. */
		NEVER,
		/** Only when an analysis was asked for. */
		ON_DEMAND,
		/** When asked for, and when objects look as if they accumulate. */
		ON_SUSPICION

	}

}

package io.memprof.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How soon an action that costs may be asked for again, counted from when it was last
 * accepted: whoever has write access must not be able to keep memprof, JFR or a collector
 * busy. Not safe for several threads.
 */
final class ActionPace {

	/** As often as they are asked for. */
	static final ActionPace ANY = new ActionPace(Map.of(), Clock.systemUTC());

	private static final Duration BETWEEN_ANALYSES = Duration.ofSeconds(10);

	private static final Duration BETWEEN_OTHERS = Duration.ofSeconds(1);

	private final Map<String, Duration> least;

	private final Clock clock;

	private final Map<String, Instant> accepted = new HashMap<>();

	private ActionPace(Map<String, Duration> least, Clock clock) {
		this.least = least;
		this.clock = clock;
	}

	/**
	 * An analysis every ten seconds, or as often as one runs by itself where that is more
	 * often; everything else once a second.
	 * @param analysisInterval between two analyses that nobody asks for
	 * @param clock never steps back
	 */
	static ActionPace of(Duration analysisInterval, Clock clock) {
		Duration analyses = (analysisInterval.compareTo(BETWEEN_ANALYSES) < 0) ? analysisInterval : BETWEEN_ANALYSES;
		return new ActionPace(Map.of("analysis", analyses, "flush", BETWEEN_OTHERS, "new session", BETWEEN_OTHERS),
				clock);
	}

	/**
	 * How long to wait; zero or less when there is no need to.
	 */
	Duration remaining(String action) {
		Instant last = this.accepted.get(action);
		Duration least = this.least.get(action);
		return (last != null && least != null) ? Duration.between(this.clock.instant(), last.plus(least))
				: Duration.ZERO;
	}

	void accepted(String action) {
		if (this.least.containsKey(action)) {
			this.accepted.put(action, this.clock.instant());
		}
	}

}

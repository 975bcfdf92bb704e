package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Time counted in rounds of a scenario instead of seconds: each round lasts one second,
 * however long it took, and what lies between two rounds belongs to the end of the first.
 * So the rules that ask for ages and windows of time judge a loop by how far it went, and
 * a slow machine comes to the same answer as a fast one. Safe for use by several threads.
 */
final class Rounds {

	private static final long NANOS = Duration.ofSeconds(1).toNanos();

	private final Instant start;

	private final List<Round> rounds = new ArrayList<>();

	Rounds(Instant start) {
		this.start = start;
	}

	/** When the first round begins in this time. */
	Instant start() {
		return this.start;
	}

	synchronized void begin(Instant at) {
		this.rounds.add(new Round(at, Instant.MAX));
	}

	synchronized void end(Instant at) {
		this.rounds.add(new Round(this.rounds.remove(this.rounds.size() - 1).begin(), at));
	}

	/** The end of the last round. */
	synchronized Instant now() {
		return this.start.plusSeconds(this.rounds.size());
	}

	/**
	 * The time in rounds, at whole rounds for what lies outside of them; before
	 * {@link #start()} for what lies before the first.
	 */
	synchronized Instant at(Instant time) {
		for (int i = this.rounds.size() - 1; i >= 0; i--) {
			Round round = this.rounds.get(i);
			if (!time.isBefore(round.begin())) {
				return this.start.plusSeconds(i).plusNanos(round.part(time));
			}
		}
		return this.start.minusSeconds(1);
	}

	/** The same object, allocated at the time in rounds. */
	OldObject of(OldObject object) {
		return new OldObject(at(object.allocatedAt()), object.thread(), object.className(), object.arrayElements(),
				object.stack(), object.chain());
	}

	private record Round(Instant begin, Instant end) {

		/** Nanoseconds of the second that the round lasts. */
		long part(Instant time) {
			long length = Math.max(1, Duration.between(this.begin, this.end).toNanos());
			double part = (double) Duration.between(this.begin, time).toNanos() / length;
			return Math.min(NANOS - 1, Math.round(part * NANOS));
		}

	}

}

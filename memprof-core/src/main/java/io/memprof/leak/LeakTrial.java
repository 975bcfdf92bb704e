package io.memprof.leak;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlightRecorderStream;

/**
 * The judgement of production on a scenario that a test repeats in rounds: the same
 * evidence, with time counted in rounds. The caller has the garbage collected after each
 * round, which production must not do, so a sampled object that is left is held.
 * <p>
 * Opens a JFR stream of its own and leaves nothing behind when closed. For one thread;
 * under generational ZGC the sampler harms and must not be opened (JDK-8382740), nor
 * under Shenandoah (JDK-8279016).
 */
public final class LeakTrial implements AutoCloseable {

	/** Rounds that make objects of many ages in every quarter, and weak keys cleared. */
	public static final int ROUNDS = 12;

	/**
	 * Objects have to accumulate over half of the rounds; and what usually expires is
	 * never proven, as no test lasts as long as a session.
	 */
	private static final Windows WINDOWS = new Windows(Duration.ofMillis(3_500), Duration.ofMillis(250));

	private static final Duration START = Duration.ofSeconds(10);

	private static final Duration FIRST_EVENT = Duration.ofMillis(200);

	private final ComponentNaming naming;

	private final BeanNames beans;

	private final Clock clock = Clock.systemUTC();

	private final Rounds rounds = new Rounds(this.clock.instant());

	private final FlightRecorderStream stream;

	private final OldObjectSampler sampler;

	private LeakTrial(ComponentNaming naming, BeanNames beans, FlightRecorderStream stream) {
		this.naming = naming;
		this.beans = beans;
		this.stream = stream;
		this.sampler = new OldObjectSampler(stream, Duration.ofSeconds(1), this.clock);
	}

	/**
	 * Begins to sample; takes about a second.
	 * @param naming tells the application's frames from others
	 * @param beans names beans on reference chains
	 * @throws FlightRecorderStream.JfrUnavailableException when this JVM has no JFR
	 */
	public static LeakTrial open(ComponentNaming naming, BeanNames beans)
			throws FlightRecorderStream.JfrUnavailableException, InterruptedException {
		LeakTrial trial = new LeakTrial(naming, beans, FlightRecorderStream.open());
		try {
			trial.stream.start();
			trial.awaitFirstEvent();
			return trial;
		}
		catch (InterruptedException ex) {
			trial.close();
			throw ex;
		}
	}

	/**
	 * The scenario is about to run.
	 */
	public void beginRound() {
		this.rounds.begin(this.clock.instant());
	}

	/**
	 * The scenario has run; the garbage may be collected after this.
	 */
	public void endRound() {
		this.rounds.end(this.clock.instant());
	}

	/**
	 * Collects the samples, walks to the GC roots and judges. Stops the application for
	 * as long as the walk takes.
	 * @param growing classes that had more instances after every round; only they are
	 * judged
	 * @param sizeOf size in bytes of one object of a class
	 * @param bytesPerRound growth of the live heap
	 * @param cutoff of the walk
	 */
	public Findings judge(Set<String> growing, ToLongFunction<String> sizeOf, double bytesPerRound, Duration cutoff)
			throws InterruptedException {
		OldObjectSource.Batch batch = this.sampler.collect(cutoff);
		List<OldObject> objects = batch.objects().stream().map(this.rounds::of).toList();
		boolean complete = batch.pause().compareTo(cutoff) < 0;
		HeapEvidence walked = evidence(growing, objects);
		walked.update(objects, this.rounds.start(), new HeapEvidence.Walk(this.rounds.now(), complete));
		HeapEvidence.Outcome outcome = walked.assess(this.rounds.now(), this.rounds.start(), null);
		if (outcome.held().isEmpty() && outcome.bounded().isEmpty() && !complete) {
			HeapEvidence spared = evidence(growing, objects);
			spared.update(objects, this.rounds.start(), null);
			outcome = spared.assess(this.rounds.now(), this.rounds.start(), this.rounds.now());
		}
		return findings(outcome, growing, sizeOf, bytesPerRound);
	}

	@Override
	public void close() {
		this.stream.close();
	}

	/** The stream starts on a thread of its own; what happens before is not seen. */
	private void awaitFirstEvent() throws InterruptedException {
		Instant latest = this.clock.instant().plus(START);
		boolean delivered = false;
		while (!delivered && this.clock.instant().isBefore(latest)) {
			delivered = this.stream.awaitDelivery(FIRST_EVENT);
		}
	}

	/** Each round ended with a collection, and what grew in the last still allocates. */
	private HeapEvidence evidence(Set<String> growing, List<OldObject> objects) {
		HeapEvidence evidence = new HeapEvidence(WINDOWS, this.naming);
		for (Instant end = this.rounds.start(); !end.isAfter(this.rounds.now()); end = end.plusSeconds(1)) {
			evidence.collectedOld(end);
		}
		objects.stream()
			.filter((object) -> growing.contains(object.className()))
			.forEach((object) -> evidence.activity().saw(this.rounds.now(), object.stack()));
		return evidence;
	}

	private Findings findings(HeapEvidence.Outcome outcome, Set<String> growing, ToLongFunction<String> sizeOf,
			double bytesPerRound) {
		double perHour = bytesPerRound * 3600 / (1 << 20);
		Growth growth = new Growth(perHour, perHour, perHour);
		List<LeakInfo> leaks = new ArrayList<>();
		for (Suspect suspect : outcome.held()) {
			if (grows(suspect, growing)) {
				leaks.add(suspect.reported(outcome.survivors(), growth, this.naming, sizeOf, this.beans,
						this.rounds.now()));
			}
		}
		List<String> bounded = new ArrayList<>();
		for (Suspect suspect : outcome.bounded()) {
			AccumulationPoint point = suspect.point();
			if (point != null && grows(suspect, growing)) {
				bounded.add(suspect.className() + " is kept by " + point.bound() + ", "
						+ point.holder(this.beans).container() + ", which still fills");
			}
		}
		List<String> unproven = outcome.unproven()
			.stream()
			.filter((group) -> group.objects().stream().anyMatch((object) -> growing.contains(object.className())))
			.map((group) -> group.objects().size() + " sampled objects allocated by "
					+ group.path().get(group.path().size() - 1)
					+ " have survived, but nothing shows that they are held for good")
			.toList();
		return new Findings(leaks, bounded, unproven, outcome.survivors());
	}

	private static boolean grows(Suspect suspect, Set<String> growing) {
		return growing.contains(suspect.className())
				|| (suspect instanceof HeapSuspect sampled && !Collections.disjoint(sampled.classes(), growing));
	}

	/**
	 * What the rounds have shown.
	 *
	 * @param leaks objects that accumulate and are held; an hour of their growth is 3600
	 * rounds
	 * @param bounded the same in a holder that is bounded by design, one sentence each
	 * @param unproven what accumulates but is not proven to be held for good, one
	 * sentence each
	 * @param samples sampled objects of the rounds that live
	 */
	public record Findings(List<LeakInfo> leaks, List<String> bounded, List<String> unproven, int samples) {

		public Findings {
			leaks = List.copyOf(leaks);
			bounded = List.copyOf(bounded);
			unproven = List.copyOf(unproven);
		}

	}

}

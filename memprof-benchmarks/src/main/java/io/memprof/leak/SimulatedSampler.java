package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * JFR's old-object sampler, modelled after {@code objectSampler.cpp} of JDK 17 to 25: a
 * sample for each refill of a TLAB, so in proportion to bytes. {@value #CAPACITY} are
 * kept. When they are full the one with the smallest span gives way, unless that span is
 * larger than all that was allocated and is accounted to no sample. Each sample begins
 * with the bytes of its refill as its span and inherits those of dead ones that are
 * older. A dead sample is only known as such after a collection of its region.
 * <p>
 * A walk finds what is reachable as far as its cutoff lets it; decision 4 has the pauses
 * it was fitted to.
 */
final class SimulatedSampler implements OldObjectSource {

	private static final int CAPACITY = 256;

	private static final double GIBIBYTE = 1L << 30;

	/** Milliseconds a whole walk takes for each GiB: 0.4 s for 0.2 GB. */
	private static final double WALK_MILLIS_PER_GIBIBYTE = 2_000;

	private final Random random;

	private final Instant begin;

	private final PriorityQueue<Sample> samples = new PriorityQueue<>(CAPACITY,
			Comparator.comparingLong((sample) -> sample.span));

	private long totalAllocated;

	private long accounted;

	private int taken;

	private double now;

	private double lastSweep;

	private double liveBytes;

	SimulatedSampler(Random random, Instant begin) {
		this.random = random;
		this.begin = begin;
	}

	void add(SimulatedPath path, double birth, double death, int collection, long allocated) {
		this.totalAllocated += allocated;
		Sample least = this.samples.peek();
		if (this.samples.size() == CAPACITY && least != null) {
			if (least.span > this.totalAllocated - this.accounted) {
				return;
			}
			this.samples.poll();
			this.accounted -= least.span;
		}
		Sample sample = new Sample(path, birth, death, collection, this.taken++, path.object(at(birth), null));
		sample.span = allocated;
		this.accounted += allocated;
		this.samples.add(sample);
	}

	/**
	 * A collection frees what had died.
	 * @param promotedBefore what was born before that collection lies in the old
	 * generation
	 * @param oldDeadBefore objects of the old generation that had died by then are found
	 */
	void collected(double time, int promotedBefore, double oldDeadBefore) {
		List<Sample> newestFirst = new ArrayList<>(this.samples);
		boolean some = false;
		for (Sample sample : newestFirst) {
			boolean old = sample.collection < promotedBefore;
			sample.dead = sample.death <= (old ? Math.min(time, oldDeadBefore) : time);
			some |= sample.dead;
		}
		if (!some) {
			return;
		}
		this.lastSweep = time;
		newestFirst.sort(Comparator.comparingInt((sample) -> -sample.number));
		Sample newer = null;
		Collection<Sample> living = new ArrayList<>();
		for (Sample sample : newestFirst) {
			if (!sample.dead) {
				newer = sample;
				living.add(sample);
			}
			else if (newer != null) {
				newer.span += sample.span;
			}
			else {
				this.accounted -= sample.span;
			}
		}
		this.samples.clear();
		this.samples.addAll(living);
	}

	/** What a collection would see now. */
	void at(double time, double live) {
		this.now = time;
		this.liveBytes = live;
	}

	@Override
	public Batch collect(Duration cutoff) {
		double gibibytes = this.liveBytes / GIBIBYTE;
		double whole = gibibytes * WALK_MILLIS_PER_GIBIBYTE * (0.3 + this.random.nextDouble());
		double walked = Math.min(cutoff.toMillis(), whole);
		double found = (whole > 0) ? walked / whole : 0;
		double overhead = cutoff.isZero() ? 5 : (60 + 170 * gibibytes) * (0.6 + 0.8 * this.random.nextDouble());
		List<OldObject> objects = new ArrayList<>();
		for (Sample sample : this.samples) {
			if (sample.birth <= this.lastSweep) {
				boolean reached = !cutoff.isZero() && sample.death > this.now && this.random.nextDouble() < found;
				objects.add(reached ? sample.path.object(sample.object.allocatedAt(), sample.path.chain(sample.number))
						: sample.object);
			}
		}
		return new Batch(objects, Duration.ofMillis(Math.round(walked + overhead)));
	}

	private Instant at(double second) {
		return this.begin.plusMillis(Math.round(second * 1000));
	}

	/** One sampled object. */
	private static final class Sample {

		private final SimulatedPath path;

		private final double birth;

		private final double death;

		private final int collection;

		private final int number;

		private final OldObject object;

		private long span;

		private boolean dead;

		Sample(SimulatedPath path, double birth, double death, int collection, int number, OldObject object) {
			this.path = path;
			this.birth = birth;
			this.death = death;
			this.collection = collection;
			this.number = number;
			this.object = object;
		}

	}

}

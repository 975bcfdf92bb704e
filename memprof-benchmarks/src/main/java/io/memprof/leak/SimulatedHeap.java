package io.memprof.leak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

import io.memprof.snapshot.LiveHeap;
import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The heap of a simulated process. Its paths allocate second by second; a full Eden is
 * collected; what was alive at the second young collection after its birth is promoted,
 * and what dies then stays until old objects are collected. So occupancy after each
 * collection, and the sampled objects with their ages, follow from the same paths.
 * <p>
 * One of two collectors: like G1, marking above 45 % of the heap and four mixed
 * collections after it when there is enough to gain; or like Parallel, a full collection
 * when the old generation is full. What a concurrent marking finds dead had died when it
 * began.
 */
final class SimulatedHeap {

	/** Bytes for which a TLAB is refilled, on average. */
	private static final double TLAB = 1 << 20;

	private static final int PROMOTED_AFTER = 2;

	private static final double MARKING_STARTS = 0.45;

	private static final double MARKING_SECONDS = 15;

	private static final int MIXED = 4;

	/** G1HeapWastePercent. */
	private static final double WORTH_IT = 0.05;

	private static final double FULL = 0.95;

	private final Random random;

	private final Instant begin;

	private final SimulatedSampler sampler;

	private final List<Part> parts = new ArrayList<>();

	private final double max;

	private final boolean concurrent;

	private final List<LiveHeap> readings = new ArrayList<>();

	private double time;

	private int collections;

	private double eden;

	/** Of the old generation. */
	private double dead;

	private double markingUntil = Double.POSITIVE_INFINITY;

	private double deadWhenMarked;

	private int mixedLeft;

	private double notBefore;

	/**
	 * An empty heap.
	 * @param concurrent whether it is collected like by G1, else like by Parallel
	 */
	SimulatedHeap(List<SimulatedPath> paths, double max, boolean concurrent, Instant begin, Random random) {
		this.max = max;
		this.concurrent = concurrent;
		this.begin = begin;
		this.random = random;
		this.sampler = new SimulatedSampler(random, begin);
		for (SimulatedPath path : paths) {
			this.parts.add(new Part(path, refill()));
		}
	}

	SimulatedSampler sampler() {
		return this.sampler;
	}

	/** The process runs for a second. */
	void run(double second) {
		this.time = second;
		for (Part part : this.parts) {
			double bytes = part.path.bytesPerSecond(second);
			part.born += bytes;
			this.eden += bytes;
			part.untilRefill -= bytes;
			while (part.untilRefill <= 0) {
				double refill = refill();
				part.untilRefill += refill;
				part.allocatedAt = second;
				double birth = second - this.random.nextDouble();
				this.sampler.add(part.path, birth, part.path.death(birth, this.random), this.collections,
						Math.round(refill));
			}
		}
		if (this.eden >= edenSize()) {
			collectYoung();
		}
		this.sampler.at(second, live());
	}

	/** What {@code System.gc()} does. */
	void collectFull() {
		survive();
		this.dead = 0;
		this.mixedLeft = 0;
		this.markingUntil = Double.POSITIVE_INFINITY;
		this.sampler.collected(this.time, this.collections - PROMOTED_AFTER - 1, this.time);
		read(LiveHeap.Quality.FULL);
	}

	/** Readings since the last call. */
	List<LiveHeap> drain() {
		List<LiveHeap> drained = List.copyOf(this.readings);
		this.readings.clear();
		return drained;
	}

	/** When each path last allocated a sample, in the order of the paths. */
	@Nullable Instant lastAllocated(int path, double since) {
		double at = this.parts.get(path).allocatedAt;
		return (at > since) ? at(at) : null;
	}

	boolean isExhausted() {
		return live() >= FULL * this.max;
	}

	double live() {
		return this.parts.stream().mapToDouble((part) -> part.live).sum();
	}

	private void collectYoung() {
		survive();
		LiveHeap.Quality quality = LiveHeap.Quality.YOUNG;
		double found = Double.NEGATIVE_INFINITY;
		if (this.concurrent && this.time >= this.markingUntil) {
			found = this.markingUntil - MARKING_SECONDS;
			this.markingUntil = Double.POSITIVE_INFINITY;
			this.mixedLeft = (this.deadWhenMarked >= WORTH_IT * this.max) ? MIXED : 0;
		}
		else if (this.mixedLeft > 0) {
			this.dead = Math.max(0, this.dead - 0.95 * this.deadWhenMarked / MIXED);
			this.mixedLeft--;
			quality = LiveHeap.Quality.OLD;
		}
		else if (this.concurrent && this.markingUntil == Double.POSITIVE_INFINITY && this.time >= this.notBefore
				&& occupancy() > MARKING_STARTS * this.max) {
			this.markingUntil = this.time + MARKING_SECONDS;
			this.notBefore = this.time + 10 * MARKING_SECONDS;
			this.deadWhenMarked = this.dead;
		}
		this.sampler.collected(this.time, this.collections - PROMOTED_AFTER - 1, found);
		if (occupancy() > (this.concurrent ? 0.9 : 2.0 / 3) * this.max && this.dead > 0) {
			collectFull();
		}
		else {
			read(quality);
		}
	}

	/** Takes account of births and deaths since the last collection. */
	private void survive() {
		this.collections++;
		this.eden = 0;
		for (Part part : this.parts) {
			this.dead += part.survive(this.time, this.collections, this.random);
		}
	}

	private double occupancy() {
		return live() + this.dead;
	}

	private double edenSize() {
		double room = this.concurrent ? 0.75 * (0.9 * this.max - occupancy()) : 0.25 * this.max;
		return Math.max(0.05 * this.max, Math.min(room, 0.6 * this.max));
	}

	private void read(LiveHeap.Quality quality) {
		this.readings.add(new LiveHeap(Reading.of(Math.round(occupancy())), quality, at(this.time)));
	}

	private double refill() {
		return -TLAB * Math.log(1 - this.random.nextDouble());
	}

	private Instant at(double second) {
		return this.begin.plusMillis(Math.round(second * 1000));
	}

	/** What one path has on the heap. */
	private static final class Part {

		private final SimulatedPath path;

		private final PriorityQueue<Cohort> mortal = new PriorityQueue<>(Comparator.comparingDouble(Cohort::death));

		private double live;

		private double born;

		private double bornSince;

		private double untilRefill;

		private double allocatedAt = Double.NEGATIVE_INFINITY;

		Part(SimulatedPath path, double untilRefill) {
			this.path = path;
			this.untilRefill = untilRefill;
		}

		/** Bytes that have died in the old generation. */
		double survive(double time, int collection, Random random) {
			double bytes = this.born / this.path.pieces();
			for (int i = 0; i < this.path.pieces() && bytes > 0; i++) {
				double birth = this.bornSince + (i + 0.5) / this.path.pieces() * (time - this.bornSince);
				double death = this.path.death(birth, random);
				if (death > time) {
					this.live += bytes;
					if (death < Double.POSITIVE_INFINITY) {
						this.mortal.add(new Cohort(bytes, death, collection));
					}
				}
			}
			this.born = 0;
			this.bornSince = time;
			double promoted = 0;
			Cohort next = this.mortal.peek();
			while (next != null && next.death <= time) {
				this.mortal.poll();
				this.live -= next.bytes;
				promoted += (collection - next.collection > PROMOTED_AFTER) ? next.bytes : 0;
				next = this.mortal.peek();
			}
			return promoted;
		}

	}

	/** Bytes that were born and will die together. */
	private record Cohort(double bytes, double death, int collection) {
	}

}

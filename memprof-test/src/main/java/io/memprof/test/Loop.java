package io.memprof.test;

/**
 * Repeats the scenario and stops early when it fills the heap. For one thread.
 */
final class Loop {

	/** The heap is looked at after so many more bytes, and then after twice as many. */
	private static final long FIRST_LOOK = 64 << 20;

	/** Part of the room that comes first in a small heap. */
	private static final int FIRST_LOOK_PART = 8;

	/** Part of the room in the heap that may fill, garbage included, before a look. */
	private static final double LAST_LOOK = 0.7;

	/** Part of it that objects which live may take. */
	private static final double FULL = 0.6;

	/**
	 * Part of what was allocated that is no longer the garbage of a warm-up when it
	 * lives.
	 */
	private static final double PILED_UP = 0.5;

	private final Scenario scenario;

	private final long liveBefore;

	private final long room;

	private double look;

	private boolean full;

	/**
	 * A loop over the scenario.
	 * @param liveBytes of the heap before
	 */
	Loop(Scenario scenario, long liveBytes) {
		this.scenario = scenario;
		this.liveBefore = liveBytes;
		this.room = Math.max(0, Runtime.getRuntime().maxMemory() - liveBytes);
		this.look = Math.min(FIRST_LOOK, (double) this.room / FIRST_LOOK_PART);
	}

	/** Bytes of the heap that were free before. */
	long room() {
		return this.room;
	}

	/** Whether the scenario has taken so much of the heap that it cannot go on. */
	boolean isFull() {
		return this.full;
	}

	/**
	 * Runs the scenario so often, and goes on until the time is over or objects pile up.
	 */
	Pace warmUp(int atLeast, long nanos) throws Exception {
		long begin = System.nanoTime();
		int loops = 0;
		boolean piledUp = false;
		while (!this.full && (loops < atLeast || (!piledUp && System.nanoTime() - begin < nanos))) {
			this.scenario.run();
			loops++;
			piledUp |= pilesUp();
		}
		return new Pace(loops, System.nanoTime() - begin);
	}

	/**
	 * Runs the scenario so often, or until the heap is full.
	 */
	Pace run(int times) throws Exception {
		long begin = System.nanoTime();
		int loops = 0;
		while (loops < times && !this.full) {
			this.scenario.run();
			loops++;
			pilesUp();
		}
		return new Pace(loops, System.nanoTime() - begin);
	}

	/**
	 * Whether most of what came since the last look lives: looping on would only make
	 * each collection longer. Collects before it looks, seldom where all has died.
	 */
	private boolean pilesUp() {
		double looked = Math.min(this.look, LAST_LOOK * this.room);
		if (used() < this.liveBefore + looked) {
			return false;
		}
		System.gc();
		long kept = used() - this.liveBefore;
		this.full = kept > FULL * this.room;
		this.look = 2 * this.look;
		return kept > PILED_UP * looked;
	}

	private static long used() {
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	/**
	 * How fast it went.
	 *
	 * @param loops run
	 * @param nanos that they took
	 */
	record Pace(int loops, long nanos) {

		double nanosPerLoop() {
			return (double) this.nanos / Math.max(1, this.loops);
		}

	}

}

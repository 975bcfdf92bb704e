package io.memprof.autoconfigure;

/**
 * What {@link MemprofSampling} starts, ticks and stops.
 */
interface Sampled {

	/** Cheap: runs on the thread that starts the application. */
	void start();

	/** On memprof's thread. */
	void tick();

	/** After the last tick, on the thread that stops the application. */
	void stop();

}

package io.memprof.demo.leak;

/**
 * Something that keeps what it should let go. While it is off it does nothing, and holds
 * nothing. May be switched from any thread.
 */
abstract class Leak {

	private final String name;

	private final String story;

	private volatile boolean leaking;

	/**
	 * Name a leak and tell its story.
	 * @param name how it is chosen, {@code --demo.leak=name}
	 * @param story what the team that wrote it would say, in a few words
	 */
	Leak(String name, String story) {
		this.name = name;
		this.story = story;
	}

	final String name() {
		return this.name;
	}

	final String story() {
		return this.story;
	}

	final boolean leaking() {
		return this.leaking;
	}

	final void start() {
		this.leaking = true;
	}

	/**
	 * The fix: nothing more is kept, and what was kept is released.
	 */
	final void stop() {
		this.leaking = false;
		release();
	}

	/**
	 * How many things it holds at this moment.
	 */
	abstract int kept();

	abstract void release();

}

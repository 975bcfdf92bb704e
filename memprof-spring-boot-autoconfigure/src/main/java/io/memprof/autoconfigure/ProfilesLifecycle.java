package io.memprof.autoconfigure;

import io.memprof.profiles.AllocationProfiles;

import org.springframework.context.SmartLifecycle;

/**
 * Profiles for as long as the application context runs.
 */
final class ProfilesLifecycle implements SmartLifecycle {

	private final AllocationProfiles profiles;

	private volatile boolean running;

	ProfilesLifecycle(AllocationProfiles profiles) {
		this.profiles = profiles;
	}

	@Override
	public void start() {
		this.profiles.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.profiles.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * As early and as late as {@link MemprofSampling}.
	 */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}

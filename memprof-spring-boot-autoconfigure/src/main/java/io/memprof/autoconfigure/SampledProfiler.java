package io.memprof.autoconfigure;

import io.memprof.MemoryProfiler;

/**
 * Runs the profiler and tells the log and the application's listeners what it finds.
 */
final class SampledProfiler implements Sampled {

	private final MemoryProfiler profiler;

	private final VerdictLog verdicts;

	private final LeakEvents leaks;

	private boolean listening;

	SampledProfiler(MemoryProfiler profiler, VerdictLog verdicts, LeakEvents leaks) {
		this.profiler = profiler;
		this.verdicts = verdicts;
		this.leaks = leaks;
	}

	@Override
	public void start() {
		if (!this.listening) {
			this.listening = true;
			this.profiler.onReport(this.verdicts);
			this.profiler.onLeak(this.leaks);
		}
		this.profiler.start();
	}

	@Override
	public void tick() {
		this.profiler.tick();
	}

	@Override
	public void stop() {
		this.profiler.stop();
	}

}

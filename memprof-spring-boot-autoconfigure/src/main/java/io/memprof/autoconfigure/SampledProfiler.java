package io.memprof.autoconfigure;

import io.memprof.MemoryProfiler;

/**
 * Runs the profiler and tells the log, the application's listeners and the disk what it
 * finds.
 */
final class SampledProfiler implements Sampled {

	private final MemoryProfiler profiler;

	private final VerdictLog verdicts;

	private final LeakEvents leaks;

	private final KeptReports kept;

	private boolean listening;

	SampledProfiler(MemoryProfiler profiler, VerdictLog verdicts, LeakEvents leaks, KeptReports kept) {
		this.profiler = profiler;
		this.verdicts = verdicts;
		this.leaks = leaks;
		this.kept = kept;
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
		this.kept.accept(this.profiler.report());
	}

	@Override
	public void stop() {
		this.kept.end(this.profiler.stop());
	}

}

package io.memprof.autoconfigure;

import java.util.List;

import io.memprof.MemoryProfiler;
import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlameGraph;
import io.memprof.report.MemoryReport;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemorySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint reads. Any thread, any number of them.
 */
interface ReportSource {

	/** The latest report, or {@code null} before the first tick has ended. */
	@Nullable MemoryReport report();

	/** The snapshots kept, oldest first. */
	List<MemorySnapshot> timeline();

	/** The collections kept, oldest first. */
	List<LiveHeap> collections();

	/** How code is told apart. */
	ComponentNaming naming();

	/** The allocation tree, or {@code null} when there is none. */
	@Nullable FlameGraph flameGraph();

	static ReportSource of(MemoryProfiler profiler) {
		return new ReportSource() {

			@Override
			public @Nullable MemoryReport report() {
				return profiler.report();
			}

			@Override
			public List<MemorySnapshot> timeline() {
				return profiler.timeline();
			}

			@Override
			public List<LiveHeap> collections() {
				return profiler.collections();
			}

			@Override
			public ComponentNaming naming() {
				return profiler.naming();
			}

			@Override
			public @Nullable FlameGraph flameGraph() {
				return profiler.flameGraph();
			}

		};
	}

}

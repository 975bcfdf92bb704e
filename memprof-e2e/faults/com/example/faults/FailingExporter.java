package com.example.faults;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.memprof.allocation.AllocationInfo;
import io.memprof.allocation.AllocationStats;
import io.memprof.leak.LeakAnalysis;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.telemetry.MemoryTelemetryExporter;
import org.springframework.stereotype.Component;

/**
 * Runs on memprof's thread in the middle of a tick, and fails there once when asked to.
 */
@Component
class FailingExporter implements MemoryTelemetryExporter {

	private final AtomicReference<String> next = new AtomicReference<>("");

	void failWith(String error) {
		this.next.set(error);
	}

	@Override
	public void exportSnapshot(MemorySnapshot snapshot) {
		switch (this.next.getAndSet("")) {
			case "ThreadDeath" -> throw new ThreadDeath();
			case "OutOfMemoryError" -> exhaust();
			default -> {
			}
		}
	}

	/** The JVM itself throws, and memory is not short afterwards. */
	private static void exhaust() {
		long[][] more = new long[1 << 16][];
		for (int i = 0; i < more.length; i++) {
			more[i] = new long[1 << 27];
		}
	}

	@Override
	public void beginSession(String sessionId) {
	}

	@Override
	public void exportLeakAnalysis(LeakAnalysis analysis) {
	}

	@Override
	public void exportAllocations(List<AllocationInfo> allocations) {
	}

	@Override
	public void exportAllocationStats(AllocationStats stats) {
	}

	@Override
	public void flush() {
	}

	@Override
	public void shutdown() {
	}

}

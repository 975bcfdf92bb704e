package io.memprof.snapshot;

import java.time.Instant;

import io.memprof.unit.Reading;

/**
 * Snapshots for tests: only what a test is about differs from the rest.
 */
final class Snapshots {

	static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	static final Reading NONE = Reading.unavailable("not in this test");

	private Snapshots() {
	}

	static MemorySnapshot withRss(long second, long rss) {
		return snapshot(second, Reading.of(rss), 1, NONE, NONE);
	}

	static MemorySnapshot withHeapOnly(long second, long heapUsed) {
		return snapshot(second, NONE, heapUsed, NONE, NONE);
	}

	static MemorySnapshot snapshot(long second, Reading rss, long heapUsed, Reading heapMax, Reading containerLimit) {
		return new MemorySnapshot(START.plusSeconds(second), rss, heapUsed, NONE, NONE, heapUsed, heapMax,
				LiveHeap.NONE, 0, NONE, NONE, 1, 1, containerLimit, NONE);
	}

}

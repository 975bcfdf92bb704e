package io.memprof.snapshot;

import java.lang.management.MemoryUsage;
import java.time.Instant;

import io.memprof.unit.Reading;

/**
 * Takes snapshots of this process: some microseconds and about a kilobyte of garbage
 * each. Its parts are read one after another, so they are not of exactly one moment.
 * <p>
 * Safe for use by several threads. What the system does not tell is in the snapshot with
 * its reason.
 */
public final class SnapshotSource implements AutoCloseable {

	/**
	 * What a thread's stack may keep resident. Stacks reserve 1 MiB by default and touch
	 * what they need; nobody tells how much. A quarter is generous for threads that serve
	 * requests, and to assume the whole would hide a real leak behind idle threads.
	 */
	static final long STACK_BYTES = 256 << 10;

	private final JvmMemory jvm;

	private final ProcessMemory process;

	private final ContainerLimit container;

	private final LiveHeapSource liveHeap;

	private final Reading heapHasNoMaximum = Reading.unavailable("the heap has no maximum");

	/**
	 * A source over the given parts.
	 * @param jvm what the JVM knows
	 * @param process what the operating system knows; closed with this source
	 * @param container its memory limit
	 * @param liveHeap started and closed by its owner
	 */
	SnapshotSource(JvmMemory jvm, ProcessMemory process, ContainerLimit container, LiveHeapSource liveHeap) {
		this.jvm = jvm;
		this.process = process;
		this.container = container;
		this.liveHeap = liveHeap;
	}

	/**
	 * Snapshots of this JVM.
	 * @param liveHeap started and closed by its owner
	 */
	public static SnapshotSource ofThisJvm(LiveHeapSource liveHeap) {
		return new SnapshotSource(JvmMemory.ofThisJvm(), ProcessMemory.ofThisSystem(), ContainerLimit.ofThisProcess(),
				liveHeap);
	}

	/**
	 * Takes a snapshot.
	 * @param now its timestamp
	 */
	public MemorySnapshot take(Instant now) {
		MemoryUsage heap = this.jvm.heap();
		ProcessMemory.Sizes sizes = this.process.read();
		Reading direct = this.jvm.direct();
		int threads = this.jvm.threads();
		return new MemorySnapshot(now, sizes.rss(), heap.getUsed(), sizes.virtual(), sizes.shared(),
				heap.getCommitted(), (heap.getMax() > 0) ? Reading.of(heap.getMax()) : this.heapHasNoMaximum,
				this.liveHeap.latest(), this.jvm.metaspaceUsed(), direct, this.jvm.mapped(), threads,
				this.jvm.loadedClasses(), this.container.at(now),
				unexplained(sizes.privateAnonymous(), heap.getCommitted(), direct, threads));
	}

	/**
	 * Private resident memory less all that is accounted for. Committed memory that was
	 * never touched is not resident but is subtracted, which makes the rest a lower
	 * bound.
	 */
	private Reading unexplained(Reading privateAnonymous, long heapCommitted, Reading direct, int threads) {
		if (!privateAnonymous.isAvailable()) {
			return privateAnonymous;
		}
		long explained = this.jvm.nonHeapCommitted() + direct.bytesOr(0) + threads * STACK_BYTES;
		if (!this.liveHeap.collector().keepsHeapInSharedMemory()) {
			explained += heapCommitted;
		}
		return Reading.of(Math.max(0, privateAnonymous.bytes() - explained));
	}

	/**
	 * Lets go of open files. A later snapshot opens them again.
	 */
	@Override
	public void close() {
		this.process.close();
	}

}

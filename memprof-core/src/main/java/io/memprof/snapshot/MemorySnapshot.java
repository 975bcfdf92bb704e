package io.memprof.snapshot;

import java.time.Instant;

import io.memprof.unit.Reading;

/**
 * What memory the process used at one moment. All sizes in bytes; what this JVM or system
 * cannot tell is a {@link Reading} with its reason.
 * <p>
 * Immutable.
 *
 * @param timestamp when it was taken
 * @param rss resident set of the process, shared pages included, as the system counts it:
 * ZGC without generations maps its heap three times, and Linux counts it up to three
 * times
 * @param heapUsed used heap, garbage included
 * @param virtual virtual address space
 * @param shared resident pages that are backed by files or shared memory; on Linux the
 * heap of ZGC is among them
 * @param heapCommitted heap the JVM has reserved and committed
 * @param heapMax largest size the heap can grow to
 * @param liveHeap occupancy after the last collection
 * @param metaspace used metaspace, the compressed class space included
 * @param direct memory of direct byte buffers that the JDK accounts for, or Netty
 * @param mapped memory mapped by file channels
 * @param threads live platform threads
 * @param loadedClasses classes loaded now
 * @param containerLimit memory limit of the control group, the tightest of the hierarchy
 * @param unexplained resident private memory that neither committed heap, non-heap pools,
 * direct buffers nor thread stacks explain; a lower bound, as committed memory counts as
 * resident and a stack as 256 KiB
 */
public record MemorySnapshot(Instant timestamp, Reading rss, long heapUsed, Reading virtual, Reading shared,
		long heapCommitted, Reading heapMax, LiveHeap liveHeap, long metaspace, Reading direct, Reading mapped,
		int threads, int loadedClasses, Reading containerLimit, Reading unexplained) {

	/**
	 * The memory that counts towards the limit that binds first, and that limit: resident
	 * set against the container limit or used heap against its maximum, whichever is
	 * fuller. Unavailable limits do not bind.
	 */
	public Usage tightest() {
		Usage heap = new Usage(this.heapUsed, this.heapMax);
		Usage container = new Usage(this.rss.bytesOr(0), this.containerLimit);
		return (container.ratio() > heap.ratio()) ? container : heap;
	}

	/**
	 * Bytes used of a limit.
	 *
	 * @param used bytes
	 * @param limit bytes, possibly unavailable
	 */
	public record Usage(long used, Reading limit) {

		/**
		 * Share of the limit in use, zero when there is no limit.
		 */
		public double ratio() {
			long bytes = this.limit.bytesOr(0);
			return (bytes > 0) ? (double) this.used / bytes : 0;
		}

	}

}

package io.memprof.snapshot;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.LongSupplier;

import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The memory that the JVM accounts for itself, through its MXBeans.
 * <p>
 * The pool {@code Metaspace} already contains {@code Compressed Class Space} (the JDK's
 * {@code MetaspacePool} sums both), so adding the two counts classes twice, as
 * {@link MemoryMXBean#getNonHeapMemoryUsage()} does.
 */
final class JvmMemory {

	private final MemoryMXBean memory;

	private final ThreadMXBean threads;

	private final ClassLoadingMXBean classes;

	private final @Nullable MemoryPoolMXBean metaspace;

	private final List<MemoryPoolMXBean> nonHeap;

	private final List<BufferPoolMXBean> direct;

	private final List<BufferPoolMXBean> mapped;

	private final LongSupplier netty;

	JvmMemory(MemoryMXBean memory, List<MemoryPoolMXBean> pools, List<BufferPoolMXBean> buffers, ThreadMXBean threads,
			ClassLoadingMXBean classes) {
		this(memory, pools, buffers, threads, classes, () -> 0);
	}

	/**
	 * The memory as these tell it.
	 * @param netty bytes of direct memory that the buffer pools do not count
	 */
	JvmMemory(MemoryMXBean memory, List<MemoryPoolMXBean> pools, List<BufferPoolMXBean> buffers, ThreadMXBean threads,
			ClassLoadingMXBean classes, LongSupplier netty) {
		this.memory = memory;
		this.threads = threads;
		this.classes = classes;
		this.netty = netty;
		this.nonHeap = pools.stream()
			.filter((pool) -> pool.getType() == MemoryType.NON_HEAP)
			.filter((pool) -> !pool.getName().equals("Compressed Class Space"))
			.toList();
		this.metaspace = this.nonHeap.stream()
			.filter((pool) -> pool.getName().equals("Metaspace"))
			.findFirst()
			.orElse(null);
		this.direct = buffers.stream().filter((buffer) -> buffer.getName().equals("direct")).toList();
		// beside "mapped" there is "mapped - 'non-volatile memory'"
		this.mapped = buffers.stream().filter((buffer) -> buffer.getName().startsWith("mapped")).toList();
	}

	static JvmMemory ofThisJvm() {
		return new JvmMemory(ManagementFactory.getMemoryMXBean(), ManagementFactory.getMemoryPoolMXBeans(),
				ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class), ManagementFactory.getThreadMXBean(),
				ManagementFactory.getClassLoadingMXBean(), NettyMemory.ofThisJvm());
	}

	MemoryUsage heap() {
		return this.memory.getHeapMemoryUsage();
	}

	/** Bytes used, the compressed class space included. */
	long metaspaceUsed() {
		MemoryUsage usage = (this.metaspace != null) ? this.metaspace.getUsage() : null;
		return (usage != null) ? usage.getUsed() : 0;
	}

	/** Bytes committed to metaspace and compiled code. */
	long nonHeapCommitted() {
		long committed = 0;
		for (MemoryPoolMXBean pool : this.nonHeap) {
			MemoryUsage usage = pool.getUsage();
			committed += (usage != null) ? usage.getCommitted() : 0;
		}
		return committed;
	}

	/** Bytes in direct buffers, those of Netty included that the JDK does not count. */
	Reading direct() {
		Reading counted = sum(this.direct, "this JVM has no buffer pool named direct");
		return counted.isAvailable() ? Reading.of(counted.bytes() + this.netty.getAsLong()) : counted;
	}

	Reading mapped() {
		return sum(this.mapped, "this JVM has no buffer pool named mapped");
	}

	private static Reading sum(List<BufferPoolMXBean> buffers, String otherwise) {
		long bytes = 0;
		for (BufferPoolMXBean buffer : buffers) {
			bytes += Math.max(0, buffer.getMemoryUsed());
		}
		return buffers.isEmpty() ? Reading.unavailable(otherwise) : Reading.of(bytes);
	}

	int threads() {
		return this.threads.getThreadCount();
	}

	int loadedClasses() {
		return this.classes.getLoadedClassCount();
	}

}

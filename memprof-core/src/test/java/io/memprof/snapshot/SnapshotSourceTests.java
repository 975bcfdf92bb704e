package io.memprof.snapshot;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.memprof.unit.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotSourceTests {

	private static final long MIB = 1 << 20;

	private static final ProcessMemory.Sizes SIZES = new ProcessMemory.Sizes(Reading.of(400 * MIB),
			Reading.of(4000 * MIB), Reading.of(50 * MIB), Reading.of(350 * MIB));

	private static final List<MemoryPoolMXBean> POOLS = List.of(
			FakeBeans.pool("Tenured Gen", MemoryType.HEAP, 60 * MIB, 200 * MIB),
			FakeBeans.pool("Metaspace", MemoryType.NON_HEAP, 40 * MIB, 45 * MIB),
			FakeBeans.pool("Compressed Class Space", MemoryType.NON_HEAP, 5 * MIB, 6 * MIB),
			FakeBeans.pool("CodeCache", MemoryType.NON_HEAP, 10 * MIB, 15 * MIB));

	@TempDir
	Path noControlGroup;

	@Test
	void asksEachPartForItsShare() {
		MemorySnapshot snapshot = source(SIZES, "Copy", 256 * MIB).take(Snapshots.START);
		assertThat(snapshot.timestamp()).isEqualTo(Snapshots.START);
		assertThat(snapshot.rss()).isEqualTo(SIZES.rss());
		assertThat(snapshot.virtual()).isEqualTo(SIZES.virtual());
		assertThat(snapshot.shared()).isEqualTo(SIZES.shared());
		assertThat(snapshot.heapUsed()).isEqualTo(60 * MIB);
		assertThat(snapshot.heapCommitted()).isEqualTo(200 * MIB);
		assertThat(snapshot.heapMax()).isEqualTo(Reading.of(256 * MIB));
		assertThat(snapshot.liveHeap()).isEqualTo(LiveHeap.NONE);
		assertThat(snapshot.direct()).isEqualTo(Reading.of(20 * MIB));
		assertThat(snapshot.mapped()).isEqualTo(Reading.of(3 * MIB));
		assertThat(snapshot.threads()).isEqualTo(40);
		assertThat(snapshot.loadedClasses()).isEqualTo(9000);
		assertThat(snapshot.containerLimit().reason()).isEqualTo("no control group");
	}

	@Test
	void countsTheClassSpaceOnce() {
		assertThat(source(SIZES, "Copy", 256 * MIB).take(Snapshots.START).metaspace()).isEqualTo(40 * MIB);
	}

	@Test
	void explainsPrivateMemoryByHeapMetaspaceCodeDirectBuffersAndStacks() {
		long stacks = 40 * SnapshotSource.STACK_BYTES;
		assertThat(source(SIZES, "Copy", 256 * MIB).take(Snapshots.START).unexplained())
			.isEqualTo(Reading.of((350 - 200 - 45 - 15 - 20) * MIB - stacks));
	}

	@Test
	void doesNotSubtractAHeapThatIsSharedMemory() {
		long stacks = 40 * SnapshotSource.STACK_BYTES;
		assertThat(source(SIZES, "ZGC Cycles", 256 * MIB).take(Snapshots.START).unexplained())
			.isEqualTo(Reading.of((350 - 45 - 15 - 20) * MIB - stacks));
	}

	@Test
	void neverExplainsMoreThanThereIs() {
		ProcessMemory.Sizes small = new ProcessMemory.Sizes(SIZES.rss(), SIZES.virtual(), SIZES.shared(),
				Reading.of(MIB));
		assertThat(source(small, "Copy", 256 * MIB).take(Snapshots.START).unexplained()).isEqualTo(Reading.of(0));
	}

	@Test
	void passesOnWhyThereIsNothing() {
		MemorySnapshot snapshot = source(ProcessMemory.Sizes.unavailable("no /proc"), "Copy", -1).take(Snapshots.START);
		assertThat(snapshot.rss().reason()).isEqualTo("no /proc");
		assertThat(snapshot.unexplained().reason()).isEqualTo("no /proc");
		assertThat(snapshot.heapMax().reason()).isEqualTo("the heap has no maximum");
	}

	@Test
	void aJvmWithoutBufferPoolsOrMetaspaceSaysSo() {
		JvmMemory jvm = new JvmMemory(ManagementFactory.getMemoryMXBean(), List.of(), List.of(),
				ManagementFactory.getThreadMXBean(), ManagementFactory.getClassLoadingMXBean());
		assertThat(jvm.direct().reason()).isEqualTo("this JVM has no buffer pool named direct");
		assertThat(jvm.mapped().reason()).isEqualTo("this JVM has no buffer pool named mapped");
		assertThat(jvm.metaspaceUsed()).isZero();
	}

	@Test
	void takesSnapshotsOfThisJvm() {
		try (SnapshotSource source = SnapshotSource.ofThisJvm(LiveHeapSource.ofThisJvm(InstantSource.system()))) {
			MemorySnapshot snapshot = source.take(Snapshots.START);
			assertThat(snapshot.heapUsed()).isPositive();
			assertThat(snapshot.metaspace()).isPositive();
			assertThat(snapshot.direct().isAvailable()).isTrue();
			assertThat(snapshot.threads()).isPositive();
			assertThat(snapshot.loadedClasses()).isPositive();
		}
	}

	@Test
	void allocatesAboutAKilobyte() {
		com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
		try (SnapshotSource source = SnapshotSource.ofThisJvm(LiveHeapSource.ofThisJvm(InstantSource.system()))) {
			take(source, 1000);
			long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
			take(source, 1000);
			long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
			assertThat(allocated / 1000).isLessThan(2048);
		}
	}

	private static void take(SnapshotSource source, int times) {
		for (int i = 0; i < times; i++) {
			source.take(Instant.EPOCH);
		}
	}

	private SnapshotSource source(ProcessMemory.Sizes sizes, String collector, long heapMax) {
		MemoryMXBean memory = FakeBeans.bean(MemoryMXBean.class,
				Map.of("getHeapMemoryUsage", FakeBeans.usage(60 * MIB, 200 * MIB, heapMax)));
		List<BufferPoolMXBean> buffers = List.of(buffer("direct", 20 * MIB), buffer("mapped", 2 * MIB),
				buffer("mapped - 'non-volatile memory'", MIB));
		JvmMemory jvm = new JvmMemory(memory, POOLS, buffers,
				FakeBeans.bean(ThreadMXBean.class, Map.of("getThreadCount", 40)),
				FakeBeans.bean(ClassLoadingMXBean.class, Map.of("getLoadedClassCount", 9000)));
		LiveHeapSource liveHeap = new LiveHeapSource(List.of(new FakeBeans.Collector(collector)), POOLS,
				InstantSource.system());
		return new SnapshotSource(jvm, () -> sizes, new ContainerLimit(this.noControlGroup), liveHeap);
	}

	private static BufferPoolMXBean buffer(String name, long used) {
		return FakeBeans.bean(BufferPoolMXBean.class, Map.of("getName", name, "getMemoryUsed", used));
	}

}

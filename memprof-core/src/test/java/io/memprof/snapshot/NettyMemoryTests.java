package io.memprof.snapshot;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.UnpooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.util.concurrent.FastThreadLocalThread;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NettyMemoryTests {

	private static final int MEBIBYTE = 1 << 20;

	@Test
	void buffersOfAShadedNettyAreCountedOnceWithWhatTheJdkCounts() {
		UnpooledByteBufAllocator.DEFAULT.directBuffer(1).release();
		NettyMemory memory = new NettyMemory(() -> List.of(new FastThreadLocalThread("netty")));
		long before = memory.getAsLong();
		long beforeOfJdk = ofJdk();
		ByteBuf buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer(MEBIBYTE);
		assertThat(memory.getAsLong() - before + ofJdk() - beforeOfJdk).isEqualTo(MEBIBYTE);
		buffer.release();
		assertThat(memory.getAsLong()).isEqualTo(before);
	}

	@Test
	void withoutThreadsOfNettyThereIsNone() {
		assertThat(new NettyMemory(() -> List.of(new Thread("main"))).getAsLong()).isZero();
	}

	private static long ofJdk() {
		return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
	}

}

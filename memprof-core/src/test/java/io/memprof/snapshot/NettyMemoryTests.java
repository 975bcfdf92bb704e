package io.memprof.snapshot;

import java.util.List;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.UnpooledByteBufAllocator;
import io.grpc.netty.shaded.io.netty.util.concurrent.FastThreadLocalThread;
import io.grpc.netty.shaded.io.netty.util.internal.PlatformDependent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NettyMemoryTests {

	private static final int MEBIBYTE = 1 << 20;

	/** From JDK 24 on Netty leaves direct memory to the JDK by default. */
	private static final int UNCOUNTED_BY_THE_JDK = PlatformDependent.useDirectBufferNoCleaner() ? MEBIBYTE : 0;

	@Test
	void buffersOfAShadedNettyCountWhereTheJdkDoesNotCountThem() {
		NettyMemory memory = new NettyMemory(() -> List.of(new FastThreadLocalThread("netty")));
		long before = memory.getAsLong();
		ByteBuf buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer(MEBIBYTE);
		assertThat(memory.getAsLong() - before).isEqualTo(UNCOUNTED_BY_THE_JDK);
		buffer.release();
		assertThat(memory.getAsLong()).isEqualTo(before);
	}

	@Test
	void withoutThreadsOfNettyThereIsNone() {
		assertThat(new NettyMemory(() -> List.of(new Thread("main"))).getAsLong()).isZero();
	}

}

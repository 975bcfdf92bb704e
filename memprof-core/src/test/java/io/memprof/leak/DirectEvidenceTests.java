package io.memprof.leak;

import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

import io.memprof.allocation.StackFrame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DirectEvidenceTests {

	private static final List<StackFrame> ALLOCATION = Survivors.stack("java.nio.ByteBuffer.allocateDirect",
			"com.shop.Frames.acquire", "com.shop.FrameController.post");

	private final DirectEvidence evidence = new DirectEvidence(Survivors.NAMING);

	@Test
	void theAllocatorIsRememberedFromASample() {
		this.evidence.sampled(Survivors.stack("com.shop.Orders.place"));
		this.evidence.sampled(ALLOCATION);
		OffHeapOrigin origin = this.evidence.origin(null);
		assertThat(origin.site()).hasToString("com.shop.Frames.acquire:42");
		assertThat(origin.className()).isEqualTo("java.nio.DirectByteBuffer");
	}

	@Test
	void nettyIsNamed() {
		this.evidence.sampled(Survivors.stack("io.netty.buffer.UnpooledByteBufAllocator.newDirectBuffer",
				"io.netty.util.internal.PlatformDependent.allocateDirectNoCleaner", "com.shop.Gateway.send"));
		assertThat(this.evidence.origin(null).className()).startsWith("io.netty.buffer.");
	}

	@Test
	void buffersOfOddSizesThatAreHeldSpeakSooner() {
		Random random = new Random(1);
		grow(() -> 20_000 + random.nextInt(230_000));
		survive();
		OffHeapOrigin origin = this.evidence.origin(null);
		assertThat(origin.corroborates()).isTrue();
		assertThat(origin.holder().container()).contains("com.shop.Frames.free");
	}

	@Test
	void buffersOfRoundedSizesMayBeAPools() {
		Random random = new Random(1);
		grow(() -> 4096 << random.nextInt(5));
		survive();
		assertThat(this.evidence.origin(null).corroborates()).isFalse();
	}

	@Test
	void aBufferOfAnOddSizeNowAndThenIsNotThePools() {
		Random random = new Random(1);
		grow(() -> (random.nextInt(5) == 0) ? 8_193 : 65_536);
		survive();
		assertThat(this.evidence.origin(null).corroborates()).isFalse();
	}

	@Test
	void buffersNobodyIsKnownToHoldDoNotSpeakSooner() {
		Random random = new Random(1);
		grow(() -> 20_000 + random.nextInt(230_000));
		assertThat(this.evidence.origin(null).corroborates()).isFalse();
	}

	@Test
	void aHolderThatSomebodyElseFoundServes() {
		Holder found = new Holder("java.util.ArrayDeque in com.shop.Frames.free", "frames", List.of(), null);
		assertThat(this.evidence.origin(found).holder()).isEqualTo(found);
	}

	@Test
	void buffersOnTheHeapAreTheSameMemory() {
		AccumulationPoint point = AccumulationPoint.of(List.of(chain(1), chain(2)), Survivors.NAMING);
		SurvivorGroup.Ages ages = new SurvivorGroup.Ages(Time.WARM_UP, Time.WARM_UP, new int[] { 1, 1, 1, 1 });
		SurvivorGroup orders = new SurvivorGroup(List.of("com.shop.Orders.place"),
				Survivors.survivors().from(60).to(100), Time.at(60));
		assertThat(this.evidence.concerns(new HeapSuspect(List.of(orders), ages, point, ""))).isTrue();
		assertThat(this.evidence.concerns(new HeapSuspect(List.of(orders), ages, null, ""))).isFalse();
	}

	private void survive() {
		this.evidence.survived(Survivors.survivors()
			.of("java.nio.DirectByteBuffer")
			.allocatedBy(ALLOCATION)
			.heldBy(DirectEvidenceTests::chain)
			.from(60)
			.to(100), BeanNames.NONE);
	}

	private static ReferenceChain chain(int number) {
		return new ReferenceChain("Global: Static",
				List.of(new ReferenceChain.Link("com.shop.Frames", true, "free", 1, ""),
						new ReferenceChain.Link("java.util.ArrayDeque", false, "elements", 2, ""),
						new ReferenceChain.Link("java.lang.Object[]", false, "[" + number + "]", 3, ""),
						new ReferenceChain.Link("java.nio.DirectByteBuffer", false, "", 100 + number, "")));
	}

	private void grow(IntSupplier size) {
		long bytes = 0;
		for (int i = 0; i < 50; i++) {
			bytes += size.getAsInt();
			this.evidence.observe(bytes);
		}
	}

}

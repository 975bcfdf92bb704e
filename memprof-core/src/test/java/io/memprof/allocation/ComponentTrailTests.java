package io.memprof.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComponentTrailTests {

	private static final List<String> TYPES = List.of("java.lang.Thread", "java.util.HashMap", "byte[]",
			"org.hibernate.Session", "io.netty.Loop", "Scratch", "com.shop.Application", "com.shop.order.OrderService",
			"com.shop.stock.Shelf", "com.shop.pay.Cash", "com.shop.$Proxy12");

	private final ComponentNaming naming = new ComponentNaming(Map.of("money", List.of("com.shop.pay")),
			List.of("com.shop"));

	@Test
	void theEmptyStackIsTheJdks() {
		assertThat(this.naming.trail().component()).isEqualTo("jdk");
	}

	@Test
	void everyStackHasTheComponentThatItsAllocationsAreChargedTo() {
		Random random = new Random(7);
		for (int i = 0; i < 2_000; i++) {
			List<StackFrame> stack = new ArrayList<>();
			ComponentTrail trail = this.naming.trail();
			for (int depth = 0; depth < 6; depth++) {
				StackFrame frame = new StackFrame(TYPES.get(random.nextInt(TYPES.size())), "call", 0);
				stack.add(0, frame);
				trail = trail.into(frame.name());
				assertThat(trail.component()).as("%s", stack).isEqualTo(this.naming.component(stack));
				assertThat(trail.isApplication(frame.name())).isEqualTo(this.naming.isApplication(frame.type()));
			}
		}
	}

	@Test
	void whatMemprofsThreadsDoIsMemprofsWhateverTheStack() {
		ComponentTrail own = this.naming.trail().into(FlameGraph.OWN);
		assertThat(own.component()).isEqualTo("memprof");
		assertThat(own.into("com.shop.order.LeakAlarm.on").component()).isEqualTo("memprof");
	}

	@Test
	void whatWasCutOffStaysWithItsCaller() {
		assertThat(this.naming.trail().into("com.shop.pay.Cash.count").into(FlameGraph.OTHER).component())
			.isEqualTo("money");
		assertThat(this.naming.trail().into(FlameGraph.OTHER).component()).isEqualTo("jdk");
	}

}

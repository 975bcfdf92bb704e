package io.memprof.test;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClassHistogramTests {

	private static final String JDK_25 = """
			 num     #instances         #bytes  class name (module)
			-------------------------------------------------------
			   1:         20037        1135256  [B (java.base@25.0.3)
			   2:          4012         514768  java.lang.Class (java.base@25.0.3)
			   3:             7            560  [[Lcom.example.shop.Order;
			   4:             3             48  com.example.shop.OrderDesk$$Lambda$14/0x0000000800c03218
			   5:             2             32  com.example.shop.OrderDesk$$Lambda/0x0000000800c04000
			Total         24059        1650632
			""";

	private final ClassHistogram histogram = ClassHistogram.parse(JDK_25);

	@Test
	void readsInstancesAndBytesOfEachClass() {
		assertThat(this.histogram.of("java.lang.Class")).isEqualTo(new ClassHistogram.Footprint(4012, 514768));
		assertThat(this.histogram.of("byte[]").instances()).isEqualTo(20037);
		assertThat(this.histogram.of("com.example.shop.Order[][]").bytes()).isEqualTo(560);
		assertThat(this.histogram.bytes()).isEqualTo(1135256 + 514768 + 560 + 48 + 32);
	}

	@Test
	void addsUpTheClassesOfLambdas() {
		assertThat(this.histogram.of("com.example.shop.OrderDesk$$Lambda").instances()).isEqualTo(5);
	}

	@Test
	void answersNoneOfAClassWithoutInstances() {
		assertThat(this.histogram.of("com.example.shop.Invoice")).isEqualTo(new ClassHistogram.Footprint(0, 0));
		assertThat(this.histogram.sizeOf("com.example.shop.Invoice")).isZero();
	}

	@Test
	void countsTheInstancesOfThisJvmExactly() throws InterruptedException {
		Object[] kept = new Object[100];
		ClassHistogram before = ClassHistogram.afterCollection();
		for (int i = 0; i < kept.length; i++) {
			kept[i] = new Kept();
		}
		ClassHistogram after = ClassHistogram.afterCollection();
		assertThat(after.of(Kept.class.getName()).instances()).isEqualTo(kept.length);
		assertThat(after.grownSince(before)).contains(Kept.class.getName());
	}

	private static final class Kept {

	}

}

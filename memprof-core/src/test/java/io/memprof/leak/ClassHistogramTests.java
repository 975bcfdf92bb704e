package io.memprof.leak;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClassHistogramTests {

	private static final String TABLE = """
			 num     #instances         #bytes  class name (module)
			-------------------------------------------------------
			   1:         25316        2430456  [B (java.base@25.0.3)
			   2:         24876         597024  java.lang.String (java.base@25.0.3)
			   3:           120           9600  com.shop.Order
			   4:             3             96  com.shop.Shop$$Lambda/0x00007f1878000c40
			   5:             2             64  com.shop.Shop$$Lambda/0x00007f1878000d00
			   6:             1             24  [Ljava.lang.Object; (java.base@25.0.3)
			Total         50318        3037264
			""";

	@Test
	void namesAreThoseOfTheReport() {
		ClassHistogram histogram = ClassHistogram.parse(Time.START, TABLE);
		assertThat(histogram.classes()).containsOnlyKeys("byte[]", "java.lang.String", "com.shop.Order",
				"com.shop.Shop$$Lambda", "java.lang.Object[]");
		assertThat(histogram.classes().get("com.shop.Order")).isEqualTo(new ClassHistogram.Count(120, 9_600));
	}

	@Test
	void lambdasThatDifferByAddressAreOne() {
		assertThat(ClassHistogram.parse(Time.START, TABLE).classes().get("com.shop.Shop$$Lambda"))
			.isEqualTo(new ClassHistogram.Count(5, 160));
	}

	@Test
	void whatIsNoTableHasNoClasses() {
		assertThat(ClassHistogram.parse(Time.START, "java.lang.OutOfMemoryError\n 1: x").classes()).isEmpty();
		assertThat(ClassHistogram.parse(Time.START, "").classes()).isEmpty();
	}

	@Test
	void aMillionClassesAreCutToTheLargest() {
		StringBuilder table = new StringBuilder();
		for (int i = 0; i < 1_000_000; i++) {
			table.append(i + 1)
				.append(":  10  ")
				.append(16_000_000 - i)
				.append("  com.shop.Generated")
				.append(i)
				.append('\n');
		}
		ClassHistogram histogram = ClassHistogram.parse(Time.START, table.toString());
		assertThat(histogram.classes()).hasSize(ClassHistogram.MAX_CLASSES)
			.containsKey("com.shop.Generated0")
			.doesNotContainKey("com.shop.Generated999999");
	}

	@Test
	void thisJvmGivesOne() {
		ClassHistogram.Taken taken = ClassHistogram.Source.ofThisJvm().take();
		assertThat(taken).isNotNull();
		assertThat(taken.pause()).isPositive();
		assertThat(ClassHistogram.parse(Time.START, taken.table()).classes()).containsKeys("byte[]", "java.lang.String",
				"java.lang.Class");
	}

}

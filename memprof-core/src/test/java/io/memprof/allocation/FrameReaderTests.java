package io.memprof.allocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FrameReaderTests {

	@ParameterizedTest
	@CsvSource({ "java.lang.String, java.lang.String", "[Ljava/lang/String;, java.lang.String[]",
			"[[Lcom/shop/Order;, com.shop.Order[][]", "[B, byte[]", "[Z, boolean[]", "[C, char[]", "[S, short[]",
			"[I, int[]", "[J, long[]", "[F, float[]", "[[D, double[][]", "com.shop.Order$Line, com.shop.Order$Line",
			"com.shop.Shop$$Lambda$74+0x00007f1878000c40.680779399, com.shop.Shop$$Lambda",
			"com.shop.Shop$$Lambda+0x00007f1878000c40.680779399, com.shop.Shop$$Lambda",
			"com.shop.Shop$$Lambda$14/0x0000000800c03000, com.shop.Shop$$Lambda",
			"com.shop.Shop$$Lambda/0x0000000800c03000, com.shop.Shop$$Lambda",
			"java.lang.invoke.LambdaForm$MH+0x00007f187800b000.125881207, java.lang.invoke.LambdaForm$MH" })
	void writesClassesAsPeopleDo(String jfr, String readable) {
		assertThat(FrameReader.readable(jfr)).isEqualTo(readable);
	}

	@Test
	void anEventWithoutAStackHasNoFrames() {
		assertThat(new FrameReader().frames(null)).isEmpty();
	}

	@Test
	void anEventWithoutAClassIsOfAnUnknownOne() {
		assertThat(FrameReader.className(null)).isEqualTo("unknown");
	}

}

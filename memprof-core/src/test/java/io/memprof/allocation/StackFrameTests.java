package io.memprof.allocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StackFrameTests {

	@ParameterizedTest
	@CsvSource({ "com.shop.OrderService$$SpringCGLIB$$0, com.shop.OrderService",
			"com.shop.OrderService$$SpringCGLIB$$FastClass$$1, com.shop.OrderService",
			"com.shop.OrderService$$EnhancerBySpringCGLIB$$1a2b, com.shop.OrderService",
			"com.shop.Order$HibernateProxy$x1, com.shop.Order$HibernateProxy$x1",
			"com.shop.Shop$$Lambda/0x0000000800c03000, com.shop.Shop", "com.shop.Shop$Item, com.shop.Shop$Item" })
	void generatedClassesAreCodeOfTheirSource(String generated, String source) {
		assertThat(StackFrame.of(generated, "create").type()).isEqualTo(source);
	}

	@ParameterizedTest
	@CsvSource({ "lambda$create$0, create", "lambda$new$3, <init>", "lambda$static$1, <clinit>", "lambda$, lambda$",
			"create$lambda$0, create", "create, create", "<init>, <init>" })
	void lambdasAreCodeOfTheMethodAroundThem(String generated, String source) {
		assertThat(StackFrame.of("com.shop.Shop", generated).method()).isEqualTo(source);
	}

	@Test
	void namesItselfLongShortAndWithItsLine() {
		StackFrame frame = StackFrame.of("com.shop.OrderService", "create").atLine(42);
		assertThat(frame.name()).isEqualTo("com.shop.OrderService.create");
		assertThat(frame.shortName()).isEqualTo("OrderService.create");
		assertThat(frame).hasToString("com.shop.OrderService.create:42");
	}

	@Test
	void anUnknownLineIsLeftOut() {
		assertThat(StackFrame.of("com.shop.OrderService", "create").atLine(-1))
			.hasToString("com.shop.OrderService.create");
	}

	@Test
	void aClassWithoutAPackageHasAShortNameToo() {
		assertThat(StackFrame.of("Shop", "main").atLine(1).shortName()).isEqualTo("Shop.main");
	}

}

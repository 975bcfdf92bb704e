package io.memprof.leak;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SerialNumbersTests {

	@ParameterizedTest
	@CsvSource({ "pool-7-thread-1, pool-#-thread-#", "http-nio-8080-exec-12, http-nio-#-exec-#",
			"com.shop.Rule$$EnhancerByCGLIB$$a1b2c3d4, com.shop.Rule$$EnhancerByCGLIB$$#", "Script42, Script#",
			"import-3f2504e0-4f89-41d3-9a0c-0305e82c3301, import-#" })
	void whatCountsItsBearersIsTakenOut(String name, String without) {
		assertThat(SerialNumbers.without(name)).isEqualTo(without);
	}

	@ParameterizedTest
	@CsvSource({ "main", "Reference Handler", "facade-worker", "com.shop.Order$Line" })
	void aNameWithoutNumbersStays(String name) {
		assertThat(SerialNumbers.without(name)).isEqualTo(name);
	}

}

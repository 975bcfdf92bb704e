package io.memprof.leak;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FingerprintTests {

	private static final List<String> PATH = List.of("com.shop.Api.create", "com.shop.Orders.place",
			"com.shop.Store.save");

	@Test
	void staysTheSameFromReleaseToRelease() {
		assertThat(Fingerprint.of(LeakKind.HEAP, "com.shop.Order", PATH)).isEqualTo("64057ddbc67c");
	}

	@Test
	void looksAtTheInnermostFramesOnly() {
		List<String> longer = List.of("com.shop.Filter.doFilter", "com.shop.Api.create", "com.shop.Orders.place",
				"com.shop.Store.save");
		assertThat(Fingerprint.of(LeakKind.HEAP, "com.shop.Order", longer))
			.isEqualTo(Fingerprint.of(LeakKind.HEAP, "com.shop.Order", PATH));
	}

	@Test
	void tellsClassesApart() {
		assertThat(Fingerprint.of(LeakKind.HEAP, "com.shop.Order", PATH))
			.isNotEqualTo(Fingerprint.of(LeakKind.HEAP, "com.shop.Item", PATH));
	}

	@Test
	void tellsSitesApart() {
		assertThat(Fingerprint.of(LeakKind.HEAP, "com.shop.Order", PATH))
			.isNotEqualTo(Fingerprint.of(LeakKind.HEAP, "com.shop.Order", PATH.subList(0, 2)));
	}

	@Test
	void tellsKindsApart() {
		assertThat(Fingerprint.of(LeakKind.THREADS, "java.lang.Thread", List.of()))
			.isNotEqualTo(Fingerprint.of(LeakKind.HEAP, "java.lang.Thread", List.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.shop.Bus$$Lambda$14/0x0000000800c8a000", "com.shop.Bus$$Lambda/0x0000000800c8a000" })
	void doesNotDependOnTheNumbersOfALambda(String className) {
		assertThat(Fingerprint.of(LeakKind.HEAP, className, PATH))
			.isEqualTo(Fingerprint.of(LeakKind.HEAP, "com.shop.Bus$$Lambda/0x0000000800c8bf00", PATH));
	}

	@Test
	void hasTwelveHexadecimalDigits() {
		assertThat(Fingerprint.of(LeakKind.HEAP, "com.shop.Order", List.of())).matches("[0-9a-f]{12}");
	}

}

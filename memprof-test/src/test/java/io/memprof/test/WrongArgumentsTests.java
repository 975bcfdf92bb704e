package io.memprof.test;

import java.time.Duration;
import java.util.List;

import io.memprof.leak.BeanNames;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WrongArgumentsTests {

	private final LeakCheck leaks = LeakCheck.of(List.of("com.example"), BeanNames.NONE, (note) -> {
	});

	@Test
	void namesTheArgumentAndItsValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.leaks.warmUp(0))
			.withMessage("warmUp needs at least 1 loop, was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> this.leaks.within(Duration.ZERO))
			.withMessage("within needs a time above zero, was PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> this.leaks.ignoring(" "))
			.withMessage("ignoring needs fingerprints or class patterns, was \" \"");
		assertThatIllegalArgumentException().isThrownBy(() -> this.leaks.applicationPackages())
			.withMessage("applicationPackages needs at least one prefix, was none");
	}

}

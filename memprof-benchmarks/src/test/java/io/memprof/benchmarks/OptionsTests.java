package io.memprof.benchmarks;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionsTests {

	private static final Map<String, String> DEFAULTS = Map.of("rounds", "8", "paths", "/a,/b?c=d", "jvm",
			"-Xmx1g -Xms1g");

	@Test
	void whatIsNotGivenHasItsDefault() {
		Options options = Options.of(new String[] { "--rounds=3" }, DEFAULTS);
		assertThat(options.atLeast("rounds", 1)).isEqualTo(3);
		assertThat(options.words("paths")).containsExactly("/a", "/b?c=d");
		assertThat(options.arguments("jvm")).containsExactly("-Xmx1g", "-Xms1g");
	}

	@Test
	void anUnknownOptionIsRefusedWithThoseThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.of(new String[] { "--round=3" }, DEFAULTS))
			.withMessageStartingWith("not an option: --round=3; there are ")
			.withMessageContaining("rounds");
	}

	@Test
	void aNumberThatIsNoneIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Options.of(new String[] { "--rounds=many" }, DEFAULTS).atLeast("rounds", 1))
			.withMessage("--rounds=many: expected a whole number from 1 on");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Options.of(new String[] { "--rounds=0" }, DEFAULTS).atLeast("rounds", 1));
	}

}

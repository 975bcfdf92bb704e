package io.memprof.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class FlightRecorderPreloaderTests {

	private final List<Runnable> begun = new ArrayList<>();

	@Test
	void bootFindsIt() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
			.load(ApplicationListener.class)).hasAtLeastOneElementOfType(FlightRecorderPreloader.class);
	}

	@Test
	void jfrIsLoadedWithTheEnvironmentWhereLoadingItThrowsCompiledCodeAway() {
		prepare(17);
		assertThat(this.begun).hasSize(1);
	}

	@Test
	void whereLoadingItLaterCostsNothingTheStartIsLeftAlone() {
		prepare(25);
		assertThat(this.begun).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "memprof.enabled=false", "memprof.enabled=FALSE",
			"memprof.allocations.enabled=false memprof.leaks.enabled=false" })
	void nothingIsLoadedForWhatIsSwitchedOff(String off) {
		prepare(17, off.split(" "));
		assertThat(this.begun).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "memprof.enabled=true", "memprof.leaks.enabled=false", "memprof.allocations.enabled=false" })
	void jfrIsLoadedForOneOfThemAlone(String setting) {
		prepare(17, setting);
		assertThat(this.begun).hasSize(1);
	}

	@Test
	void aValueThatIsNoAnswerIsLeftToTheBinding() {
		prepare(17, "memprof.enabled=perhaps");
		assertThat(this.begun).isEmpty();
	}

	private void prepare(int feature, String... properties) {
		MockEnvironment environment = new MockEnvironment();
		for (String property : properties) {
			String[] nameAndValue = property.split("=");
			environment.setProperty(nameAndValue[0], nameAndValue[1]);
		}
		new FlightRecorderPreloader(feature, this.begun::add)
			.onApplicationEvent(new ApplicationEnvironmentPreparedEvent(new DefaultBootstrapContext(),
					new SpringApplication(), new String[0], environment));
	}

}

package io.memprof.demo.leak;

import java.util.List;

import io.memprof.demo.catalog.PriceFeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The property {@code demo.leak}, on the leaks without the shop around them.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeakSwitchTests {

	@ParameterizedTest
	@ValueSource(strings = { "cache-key", "class-loader", "direct-buffer", "listener", "order-audit", "session",
			"thread-local", "threads", "unbounded-queue" })
	void startsTheLeakThatIsNamedAndNoOther(String name) {
		assertThat(leakingWith(name)).containsExactly(name);
	}

	@Test
	void startsSeveral() {
		assertThat(leakingWith("threads, session")).containsExactly("session", "threads");
	}

	@Test
	void startsNothingForNone(CapturedOutput output) {
		assertThat(leakingWith("none")).isEmpty();
		assertThat(output).containsSubsequence("nothing leaks", "open       http://localhost:8080/",
				"as JSON    http://localhost:8080/actuator/memprof", "curl -X POST");
	}

	@Test
	void saysWhatLeaksAndHowToStopIt(CapturedOutput output) {
		leakingWith("order-audit");
		assertThat(output).containsSubsequence("it leaks: order-audit", "open       http://localhost:8080/",
				"as JSON    http://localhost:8080/actuator/memprof", "curl -X DELETE", "--demo.leak=none");
	}

	@Test
	void doesNotStartWithAnUnknownName(CapturedOutput output) {
		assertThatException().isThrownBy(() -> leakingWith("threads,lsitener"));
		assertThat(output).contains("The property demo.leak is 'lsitener'",
				"cache-key, class-loader, direct-buffer, listener, none, order-audit");
	}

	private static List<String> leakingWith(String value) {
		SpringApplication application = new SpringApplicationBuilder(LeaksOnly.class).web(WebApplicationType.NONE)
			.build();
		try (ConfigurableApplicationContext context = application.run("--demo.leak=" + value)) {
			return context.getBean(Leaks.class).all().stream().filter(Leak::leaking).map(Leak::name).toList();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ComponentScan
	@EnableConfigurationProperties(LeakProperties.class)
	@Import(PriceFeed.class)
	static class LeaksOnly {

	}

}

package io.memprof.demo.traffic;

import java.time.Duration;

import io.memprof.demo.DemoApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The shop as it is started by hand, with customers of its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class TrafficTests {

	@Test
	void defaultLeakGrowsUnderTheShopsOwnTraffic(CapturedOutput output) {
		try (ConfigurableApplicationContext context = SpringApplication.run(DemoApplication.class, "--server.port=0")) {
			RestClient shop = RestClient
				.create("http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(shop.get().uri("/demo/leaks").retrieve().body(String.class))
					.containsPattern("\"leaking\":true,\"kept\":[1-9][0-9]"));
		}
		assertThat(output).contains("it leaks: order-audit").doesNotContain("is not served");
	}

	@Test
	void rateMustNotBeNegative() {
		assertThatIllegalArgumentException().isThrownBy(() -> new TrafficProperties(-1))
			.withMessage("demo.traffic.requests-per-second is -1; 0 to 10000 is accepted");
	}

}

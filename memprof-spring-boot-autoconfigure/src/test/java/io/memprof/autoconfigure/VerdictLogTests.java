package io.memprof.autoconfigure;

import io.memprof.leak.LeakVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class VerdictLogTests {

	private final VerdictLog log = new VerdictLog(() -> "Report: GET /actuator/memprof");

	@Test
	void saysNothingWhileTheVerdictStays(CapturedOutput output) {
		this.log.accept(Fixtures.report(LeakVerdict.WARMING_UP));
		this.log.accept(Fixtures.report(LeakVerdict.WARMING_UP));
		assertThat(output.getAll()).doesNotContain("memprof verdict");
	}

	@Test
	void saysOnceWhatLeaksAndWhereToLook(CapturedOutput output) {
		this.log.accept(Fixtures.report(LeakVerdict.SUSPECTED, Fixtures.LEAK, Fixtures.LEAK));
		this.log.accept(Fixtures.report(LeakVerdict.SUSPECTED, Fixtures.LEAK));
		assertThat(output.getAll().lines().filter((line) -> line.contains("memprof verdict"))).singleElement()
			.asString()
			.contains("WARN")
			.endsWith("memprof verdict: SUSPECTED, was WARMING_UP. com.shop.Order accumulates, allocated at "
					+ "com.shop.OrderCache.put(OrderCache.java:31), held by com.shop.OrderCache.orders: 64.0 MB, "
					+ "growing 31.0 MB/h (and 1 more). Report: GET /actuator/memprof");
	}

	@Test
	void relievesWithoutAlarm(CapturedOutput output) {
		this.log.accept(Fixtures.report(LeakVerdict.HEALTHY));
		assertThat(output.getAll()).contains("INFO")
			.contains("memprof verdict: HEALTHY, was WARMING_UP. Report: GET /actuator/memprof");
	}

}

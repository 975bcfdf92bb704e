package io.memprof.leak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.memprof.shop.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The whole way on a real flight recorder: a shop that leaks and its healthy twin,
 * {@link Shop}, side by side in JVMs of their own.
 */
class LeakDetectionTests {

	/** Named after about twenty-five seconds on an idle machine. */
	private static final String MOST_SECONDS = "90";

	private static final String HEALTHY_SECONDS = "40";

	/** By default (JEP 474). */
	private static final int ZGC_IS_GENERATIONAL = 23;

	private static final Map<Collector, LeakHarness> leaking = new EnumMap<>(Collector.class);

	private static final Map<Collector, LeakHarness> healthy = new EnumMap<>(Collector.class);

	@BeforeAll
	static void start(@TempDir Path directory) throws IOException, InterruptedException {
		for (Collector collector : Collector.values()) {
			if (!collector.isHere()) {
				continue;
			}
			List<String> flags = List.of("-Xmx128m", collector.flag);
			leaking.put(collector, LeakHarness.start(directory, Shop.class, flags, "leaking", MOST_SECONDS));
			healthy.put(collector, LeakHarness.start(directory, Shop.class, flags, "healthy", HEALTHY_SECONDS));
		}
	}

	@AfterAll
	static void stop() throws InterruptedException {
		for (LeakHarness program : leaking.values()) {
			program.stop();
		}
		for (LeakHarness program : healthy.values()) {
			program.stop();
		}
	}

	@Test
	void theLeakIsNamedUnderG1() throws Exception {
		assertNamed(leaking.get(Collector.G1));
	}

	@Test
	void theLeakIsNamedUnderSerial() throws Exception {
		assertNamed(leaking.get(Collector.SERIAL));
	}

	@Test
	@EnabledForJreRange(minVersion = ZGC_IS_GENERATIONAL)
	void theLeakIsNamedUnderGenerationalZgc() throws Exception {
		assertNamed(leaking.get(Collector.GENERATIONAL_ZGC));
	}

	@Test
	@EnabledForJreRange(minVersion = ZGC_IS_GENERATIONAL)
	void theHealthyTwinNeverAlarmsUnderGenerationalZgc() throws Exception {
		assertQuiet(healthy.get(Collector.GENERATIONAL_ZGC));
	}

	@Test
	void theLeakIsNamedUnderShenandoah() throws Exception {
		assumeTrue(leaking.containsKey(Collector.SHENANDOAH), "this JDK has no Shenandoah");
		assertNamed(leaking.get(Collector.SHENANDOAH));
	}

	@Test
	void theHealthyTwinNeverAlarmsUnderShenandoah() throws Exception {
		assumeTrue(healthy.containsKey(Collector.SHENANDOAH), "this JDK has no Shenandoah");
		assertQuiet(healthy.get(Collector.SHENANDOAH));
	}

	@Test
	void theHealthyTwinNeverAlarmsUnderG1() throws Exception {
		assertQuiet(healthy.get(Collector.G1));
	}

	@Test
	void theHealthyTwinNeverAlarmsUnderSerial() throws Exception {
		assertQuiet(healthy.get(Collector.SERIAL));
	}

	private static void assertNamed(LeakHarness program) throws IOException, InterruptedException {
		List<String> lines = program.lines();
		assertThat(lines).containsAnyOf("verdict=SUSPECTED", "verdict=CONFIRMED");
		assertThat(lines).last()
			.asString()
			.startsWith("leak=io.memprof.shop.Order | io.memprof.shop.OrderDesk.place:")
			.contains("java.util.concurrent.ConcurrentHashMap in static io.memprof.shop.OrderDesk.orders");
		assertThat(lines).anyMatch((line) -> line.startsWith("report=") && line.contains("io.memprof.shop.Order"))
			.as("neither what an order holds nor what the name of its thread says")
			.noneMatch((line) -> line.contains("example.com"));
	}

	private static void assertQuiet(LeakHarness program) throws IOException, InterruptedException {
		List<String> lines = program.lines();
		assertThat(lines).doesNotContain("verdict=SUSPECTED", "verdict=CONFIRMED")
			.anyMatch((line) -> line.startsWith("verdict=") && !line.equals("verdict=WARMING_UP"));
	}

	private enum Collector {

		G1("-XX:+UseG1GC", 17), SERIAL("-XX:+UseSerialGC", 17), GENERATIONAL_ZGC("-XX:+UseZGC", ZGC_IS_GENERATIONAL),
		/** Not in every build of a JDK. */
		SHENANDOAH("-XX:+UseShenandoahGC", 17);

		private final String flag;

		private final int since;

		Collector(String flag, int since) {
			this.flag = flag;
			this.since = since;
		}

		boolean isHere() throws IOException, InterruptedException {
			return Runtime.version().feature() >= this.since
					&& new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), this.flag,
							"-version")
						.redirectErrorStream(true)
						.redirectOutput(ProcessBuilder.Redirect.DISCARD)
						.start()
						.waitFor() == 0;
		}

	}

}

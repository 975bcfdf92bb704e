package io.memprof.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The live heap under each collector, in a JVM of its own: {@link KnownLiveSet}.
 */
class CollectorsTests {

	private static final long LIVE = (long) KnownLiveSet.LIVE_MIB << 20;

	/** What the JVM and the logger keep. */
	private static final long OWN = 10 << 20;

	/**
	 * What a concurrent collector leaves: rests of regions, objects allocated meanwhile.
	 */
	private static final long FLOATING = 32 << 20;

	@Test
	void serialIsExactAfterAFullCollection() throws Exception {
		Properties seen = run("-XX:+UseSerialGC");
		assertSeen(seen, GarbageCollector.SERIAL, LiveHeap.Quality.FULL, OWN);
		assertThat(count(seen, LiveHeap.Quality.YOUNG)).isPositive();
	}

	@Test
	void parallelIsExactAfterAFullCollection() throws Exception {
		Properties seen = run("-XX:+UseParallelGC");
		assertSeen(seen, GarbageCollector.PARALLEL, LiveHeap.Quality.FULL, OWN);
		assertThat(count(seen, LiveHeap.Quality.YOUNG)).isPositive();
	}

	@Test
	void g1IsExactAfterAFullCollectionAndTellsMixedFromYoung() throws Exception {
		Properties seen = run("-XX:+UseG1GC", "-XX:InitiatingHeapOccupancyPercent=20");
		assertSeen(seen, GarbageCollector.G1, LiveHeap.Quality.FULL, OWN);
		assertThat(count(seen, LiveHeap.Quality.YOUNG)).isPositive();
		assertThat(count(seen, LiveHeap.Quality.OLD)).isPositive();
	}

	@Test
	void zgcIsNearAfterACycle() throws Exception {
		boolean generational = Runtime.version().feature() >= 23;
		Properties seen = run("-XX:+UseZGC");
		assertSeen(seen, generational ? GarbageCollector.GENERATIONAL_ZGC : GarbageCollector.ZGC, LiveHeap.Quality.OLD,
				FLOATING);
		assertThat(count(seen, LiveHeap.Quality.NONE)).as("pauses").isPositive();
	}

	@Test
	void shenandoahIsNearAfterACycle() throws Exception {
		assumeTrue(start("-XX:+UseShenandoahGC", "-version").waitFor() == 0, "this JDK has no Shenandoah");
		Properties seen = run("-XX:+UseShenandoahGC");
		assertSeen(seen, GarbageCollector.SHENANDOAH, LiveHeap.Quality.OLD, FLOATING);
		assertThat(count(seen, LiveHeap.Quality.NONE)).as("pauses").isPositive();
	}

	private static void assertSeen(Properties seen, GarbageCollector collector, LiveHeap.Quality quality, long more) {
		assertThat(seen).containsEntry("collector", collector.name()).containsEntry("quality", quality.name());
		assertThat(Long.parseLong(seen.getProperty("live"))).isBetween(LIVE, LIVE + more);
		assertThat(Long.parseLong(seen.getProperty("floor"))).isGreaterThanOrEqualTo(LIVE);
	}

	private static long count(Properties seen, LiveHeap.Quality quality) {
		return Long.parseLong(seen.getProperty(quality.name()));
	}

	private static Properties run(String... flags) throws IOException, InterruptedException {
		List<String> arguments = new ArrayList<>(List.of(flags));
		arguments
			.addAll(List.of("-Xmx160m", "-cp", System.getProperty("java.class.path"), KnownLiveSet.class.getName()));
		Process process = start(arguments.toArray(String[]::new));
		Properties seen = new Properties();
		seen.load(process.getInputStream());
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(seen.toString()).isZero();
		return seen;
	}

	private static Process start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

}

package io.memprof.leak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import io.memprof.allocation.FlightRecorderStream;
import io.memprof.shop.BackOfficeShop;
import io.memprof.shop.BackOfficeShop.Work;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The whole way outside the heap, on a real flight recorder: what leaks and what only
 * looks so, side by side in JVMs of their own.
 */
class OffHeapDetectionTests {

	/** The floor alone needs about thirty. */
	private static final String HEALTHY_SECONDS = "55";

	/** Named after ten to thirty on an idle machine; stopped then. */
	private static final String MOST_SECONDS = "240";

	private static final Set<Work> healthy = Set.of(Work.EXECUTOR, Work.CLEAN_REDEPLOYMENTS, Work.POOLED_BUFFERS);

	private static final Map<Work, LeakHarness> programs = new EnumMap<>(Work.class);

	@BeforeAll
	static void start(@TempDir Path directory) throws IOException {
		for (Work work : Work.values()) {
			programs.put(work,
					LeakHarness.start(directory, BackOfficeShop.class,
							List.of("-Xmx128m", "-XX:MaxDirectMemorySize=1g"), work.name(),
							healthy.contains(work) ? HEALTHY_SECONDS : MOST_SECONDS));
		}
	}

	@AfterAll
	static void stop() throws InterruptedException {
		for (LeakHarness program : programs.values()) {
			program.stop();
		}
	}

	@Test
	void executorsThatAreNeverShutDownAreNamed() throws Exception {
		await(Work.EXECUTORS, (line) -> line
			.startsWith("leak=THREADS | java.lang.Thread | io.memprof.shop.BackOffice.importOnItsOwnExecutor:")
				&& line.contains("threads pool-#-thread-# waiting in java.util.concurrent.ThreadPoolExecutor.getTask"));
	}

	@Test
	void aPoolOfThreadsThatFillsIsNoAlarm() throws Exception {
		assertQuiet(Work.EXECUTOR);
	}

	@Test
	void classLoadersThatAreKeptAreNamed() throws Exception {
		await(Work.REDEPLOYMENTS, (line) -> line.startsWith(
				"leak=METASPACE | io.memprof.shop.BackOffice$ModuleLoader | io.memprof.shop.BackOffice.redeploy:")
				&& line.contains("static io.memprof.shop.BackOffice.modules"));
	}

	@Test
	void classLoadersThatAreCollectedAreNoAlarm() throws Exception {
		assertQuiet(Work.CLEAN_REDEPLOYMENTS);
	}

	@Test
	void directBuffersThatAreKeptAreReported() throws Exception {
		await(Work.ODD_BUFFERS, (line) -> line.startsWith("leak=DIRECT | java.nio.DirectByteBuffer | "));
	}

	@Test
	void theAllocatorOfDirectBuffersIsNamedWhereMethodsCanBeTraced() throws Exception {
		assumeThat(FlightRecorderStream.knows("jdk.MethodTrace")).isTrue();
		await(Work.ODD_BUFFERS, (line) -> line.startsWith("leak=DIRECT | java.nio.DirectByteBuffer | ")
				&& line.contains(" | io.memprof.shop.BackOffice.sendInOddSizes:"));
	}

	@Test
	void aPoolOfDirectBuffersThatFillsIsNoAlarm() throws Exception {
		assertQuiet(Work.POOLED_BUFFERS);
	}

	private static void await(Work work, Predicate<String> line) throws IOException, InterruptedException {
		program(work).awaitLine(line);
	}

	private static void assertQuiet(Work work) throws IOException, InterruptedException {
		assertThat(program(work).lines()).noneMatch((line) -> line.startsWith("leak="))
			.anyMatch((line) -> line.startsWith("verdict="));
	}

	private static LeakHarness program(Work work) {
		return Objects.requireNonNull(programs.get(work));
	}

}

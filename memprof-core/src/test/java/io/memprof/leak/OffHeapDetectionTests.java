package io.memprof.leak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
	private static final String SECONDS = "55";

	private static final Map<Work, LeakHarness> programs = new EnumMap<>(Work.class);

	@BeforeAll
	static void start(@TempDir Path directory) throws IOException {
		for (Work work : Work.values()) {
			programs.put(work,
					LeakHarness.start(directory, BackOfficeShop.class, List.of("-Xmx128m"), work.name(), SECONDS));
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
		assertThat(linesOf(Work.EXECUTORS)).last()
			.asString()
			.startsWith("leak=THREADS | java.lang.Thread | io.memprof.shop.BackOffice.importOnItsOwnExecutor:")
			.contains("threads pool-#-thread-# waiting in java.util.concurrent.ThreadPoolExecutor.getTask");
	}

	@Test
	void aPoolOfThreadsThatFillsIsNoAlarm() throws Exception {
		assertQuiet(Work.EXECUTOR);
	}

	@Test
	void classLoadersThatAreKeptAreNamed() throws Exception {
		assertThat(linesOf(Work.REDEPLOYMENTS)).anyMatch((line) -> line.startsWith(
				"leak=METASPACE | io.memprof.shop.BackOffice$ModuleLoader | io.memprof.shop.BackOffice.redeploy:")
				&& line.contains("static io.memprof.shop.BackOffice.modules"));
	}

	@Test
	void classLoadersThatAreCollectedAreNoAlarm() throws Exception {
		assertQuiet(Work.CLEAN_REDEPLOYMENTS);
	}

	@Test
	void directBuffersThatAreKeptAreReported() throws Exception {
		assertThat(linesOf(Work.ODD_BUFFERS)).last()
			.asString()
			.startsWith("leak=DIRECT | java.nio.DirectByteBuffer | ");
	}

	@Test
	void theAllocatorOfDirectBuffersIsNamedWhereMethodsCanBeTraced() throws Exception {
		assumeThat(FlightRecorderStream.knows("jdk.MethodTrace")).isTrue();
		assertThat(linesOf(Work.ODD_BUFFERS)).last()
			.asString()
			.contains(" | io.memprof.shop.BackOffice.sendInOddSizes:");
	}

	@Test
	void aPoolOfDirectBuffersThatFillsIsNoAlarm() throws Exception {
		assertQuiet(Work.POOLED_BUFFERS);
	}

	private static List<String> linesOf(Work work) throws IOException, InterruptedException {
		LeakHarness program = programs.get(work);
		assertThat(program).isNotNull();
		return program.lines();
	}

	private static void assertQuiet(Work work) throws IOException, InterruptedException {
		assertThat(linesOf(work)).noneMatch((line) -> line.startsWith("leak="))
			.anyMatch((line) -> line.startsWith("verdict="));
	}

}

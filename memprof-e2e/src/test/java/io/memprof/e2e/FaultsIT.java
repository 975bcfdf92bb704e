package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.util.FileSystemUtils;

/**
 * What goes wrong around memprof and in it, in real JVMs: the host has to notice nothing
 * of it, and the report has to name it. Prints a table, which is in
 * {@code target/faults.md} too.
 * <p>
 * Temp directories that are full or read-only and an unreadable {@code /proc} are mounted
 * in namespaces of their own, which takes Linux and root, or user namespaces. Where
 * neither is to be had the rows fail and say so.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FaultsIT {

	private static final Path DIRECTORY = Path.of("target/faults").toAbsolutePath();

	private static final int AT_ONCE = 3;

	private final FaultTable table = new FaultTable();

	private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

	@BeforeAll
	void clean() throws IOException {
		FileSystemUtils.deleteRecursively(DIRECTORY);
		Files.createDirectories(DIRECTORY);
	}

	@AfterAll
	void print() throws IOException {
		this.threads.shutdownNow();
		this.table.print(Path.of("target/faults.md"));
	}

	@TestFactory
	Stream<DynamicTest> noFaultIsNoticed() throws Exception {
		FaultApplication application = FaultApplication.build(DIRECTORY);
		EngineFaults engine = new EngineFaults(this.table);
		HostFaults host = new HostFaults(application, this.table);
		MachineFaults machine = new MachineFaults(application, this.table);
		return Stream.of(begin("many names", engine::namesAreMany),
				begin("many requests, and an end in an analysis", host::manyAskAndTheEndComesInAnAnalysis),
				begin("eight hours", engine::eightHoursPass),
				begin("failing ticks, and other recordings", host::ticksFailAndOthersRecord),
				begin("a clock that jumps", engine::theClockJumps),
				begin("chunks that rotate, and a disk that fills up", machine::chunksRotateAndTempFillsUp),
				begin("JFR switched off", machine::jfrIsOff), begin("JFR left out", machine::jfrIsLeftOut),
				begin("a full disk", machine::tempIsFull),
				begin("a read-only disk, and no /proc", machine::tempIsReadOnlyAndProcIsUnreadable));
	}

	private DynamicTest begin(String name, Faults faults) {
		Future<Void> result = this.threads.submit(() -> {
			faults.happen();
			return null;
		});
		return DynamicTest.dynamicTest(name, () -> {
			try {
				result.get();
			}
			catch (ExecutionException ex) {
				throw ex.getCause();
			}
		});
	}

	/** Those that one JVM can have. */
	@FunctionalInterface
	private interface Faults {

		void happen() throws Exception;

	}

}

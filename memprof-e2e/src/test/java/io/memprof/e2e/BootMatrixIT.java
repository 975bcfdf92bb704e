package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.util.FileSystemUtils;

/**
 * The jars of this build in small applications on every line of Boot, each in a process
 * of its own: {@code matrix/rows.txt} says which, {@link MatrixCheck} what has to hold.
 * Prints a table. {@code -Dmatrix.rows=jetty} runs the rows that contain the expression.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BootMatrixIT {

	private static final Path DIRECTORY = Path.of("target/matrix").toAbsolutePath();

	private static final Pattern WANTED = Pattern.compile(System.getProperty("matrix.rows", ""));

	private static final int AT_ONCE = 2;

	private final MatrixClassPath maven = new MatrixClassPath();

	private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

	private final List<String> table = new ArrayList<>();

	@BeforeAll
	void clean() throws IOException {
		FileSystemUtils.deleteRecursively(DIRECTORY);
	}

	@AfterAll
	void print() {
		this.threads.shutdownNow();
		this.maven.close();
		System.out.println("| Boot | JDK | web | runs as | with | seconds | seen |\n|---|---|---|---|---|---|---|");
		this.table.forEach(System.out::println);
	}

	@TestFactory
	Stream<DynamicTest> memprofRunsIn() throws IOException {
		List<DynamicTest> tests = new ArrayList<>();
		for (MatrixRow row : MatrixRow.all()) {
			if (WANTED.matcher(row.toString()).find()) {
				Path directory = DIRECTORY.resolve(Integer.toString(tests.size() + 1));
				Future<String> seen = this.threads.submit(() -> run(row, directory));
				tests.add(DynamicTest.dynamicTest(row.toString(), () -> report(row, seen)));
			}
		}
		return tests.stream();
	}

	private String run(MatrixRow row, Path directory) throws Exception {
		long begin = System.nanoTime();
		String seen;
		try {
			MatrixApplication application = new MatrixApplication(row, Jdks.find(row.jdk()), directory, this.maven);
			try (Program program = Program.start(row.toString(), Map.of(), application.build())) {
				seen = MatrixCheck.run(row, program, application);
			}
		}
		catch (MatrixClassPath.UnresolvedException ex) {
			if (!row.isMilestone()) {
				throw ex;
			}
			seen = "NOT RUN: " + ex.getMessage();
		}
		long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
		return "%d | %s".formatted(seconds, seen);
	}

	private void report(MatrixRow row, Future<String> seen) throws Throwable {
		try {
			this.table.add(row.columns() + " | " + seen.get() + " |");
		}
		catch (ExecutionException ex) {
			this.table.add(row.columns() + " | | FAILED |");
			throw ex.getCause();
		}
	}

}

package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of each fault. Any thread.
 */
final class FaultTable {

	private static final String HEAD = """
			| fault | what the host noticed | what the report says | what was lost |
			|---|---|---|---|
			""";

	/** Paths below it are written without it. */
	private static final String HERE = Path.of("").toAbsolutePath() + "/";

	private final Map<Fault, String> rows = new TreeMap<>();

	/**
	 * Adds a row.
	 * @param host what the host noticed
	 * @param report what the report says
	 * @param lost what memprof could not see, keep or do
	 */
	synchronized void add(Fault fault, String host, String report, String lost) {
		this.rows.put(fault, "| %s | %s | %s | %s |".formatted(fault.words(), cell(host), cell(report), cell(lost)));
	}

	private static String cell(String text) {
		return text.replace(HERE, "").replace("|", "\\|").replace("\n", " ");
	}

	/**
	 * Prints it and writes it to a file; a fault without a row has failed.
	 */
	synchronized void print(Path file) throws IOException {
		StringBuilder table = new StringBuilder(HEAD);
		for (Fault fault : Fault.values()) {
			table.append(this.rows.getOrDefault(fault, "| %s | FAILED | | |".formatted(fault.words()))).append('\n');
		}
		System.out.print(table);
		Files.writeString(file, table);
	}

}

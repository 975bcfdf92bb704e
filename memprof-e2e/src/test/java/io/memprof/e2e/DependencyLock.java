package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the starter brings on one line of Spring Boot: a file {@code *.lock} of the folder
 * {@code security/}, which {@code .ci/release} compares with what Maven resolves.
 *
 * @param name of the file
 * @param artifacts that it lists
 */
record DependencyLock(String name, List<Artifact> artifacts) {

	static final Path FOLDER = Path.of("../security").normalize();

	private static final String NPM_FOLDER = "node_modules/";

	/**
	 * Those of all lines.
	 */
	static List<DependencyLock> all() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			return files.filter((file) -> file.toString().endsWith(".lock"))
				.sorted()
				.map(DependencyLock::read)
				.toList();
		}
	}

	/**
	 * The lock of the libraries that the page is bundled from, by npm: an artifact there
	 * is {@code npm:} and a name.
	 */
	static DependencyLock ofThePage(Path file) throws IOException {
		List<Artifact> artifacts = new ArrayList<>();
		Observability.map(Observability.yaml(file).get("packages")).forEach((path, described) -> {
			int name = path.lastIndexOf(NPM_FOLDER);
			if (name != -1) {
				artifacts.add(new Artifact("npm:" + path.substring(name + NPM_FOLDER.length()),
						String.valueOf(Observability.map(described).get("version"))));
			}
		});
		return new DependencyLock(file.getFileName().toString(), artifacts);
	}

	private static DependencyLock read(Path file) {
		try (Stream<String> lines = Files.lines(file)) {
			return new DependencyLock(file.getFileName().toString(),
					lines.filter((line) -> !line.startsWith("#")).map(Artifact::parse).toList());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * One jar.
	 *
	 * @param name group and artifact, with a colon between
	 */
	record Artifact(String name, String version) {

		private static Artifact parse(String line) {
			String coordinates = line.substring(0, line.indexOf(' '));
			int colon = coordinates.lastIndexOf(':');
			return new Artifact(coordinates.substring(0, colon), coordinates.substring(colon + 1));
		}

	}

}

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;

import org.w3c.dom.Document;

/**
 * Checks a directory that {@code ./mvnw deploy -Prelease} has filled for what Maven
 * Central asks for, and for what we promise besides. Exits with 1 and a line for each
 * thing that is missing.
 * <p>
 * {@code java CentralRequirements.java <directory> <version> [--signed]}
 */
class CentralRequirements {

	static final String PARENT = "memprof-parent";

	static final Set<String> JARS = Set.of("memprof-core", "memprof-spring-boot-autoconfigure",
			"memprof-spring-boot-starter", "memprof-test");

	/** Has no code: what stands for its sources and documentation says so. */
	static final String WITHOUT_CODE = "memprof-spring-boot-starter";

	/** Each has to be in a POM, or in the one that it inherits from. */
	static final List<String> INHERITED = List.of("url", "licenses/license/name", "licenses/license/url",
			"developers/developer/name", "scm/connection", "scm/developerConnection", "scm/url");

	static final int JAVA_17 = 61;

	private final Path group;

	private final String version;

	private final boolean signed;

	private final XPath xpath = XPathFactory.newInstance().newXPath();

	private final List<String> problems = new ArrayList<>();

	private int checks;

	CentralRequirements(Path repository, String version, boolean signed) {
		this.group = repository.resolve("io/memprof");
		this.version = version;
		this.signed = signed;
	}

	public static void main(String[] args) throws Exception {
		CentralRequirements requirements = new CentralRequirements(Path.of(args[0]), args[1],
				args.length > 2 && args[2].equals("--signed"));
		requirements.check();
		requirements.problems.forEach((problem) -> System.err.println("not for Maven Central: " + problem));
		if (!requirements.problems.isEmpty()) {
			System.exit(1);
		}
		System.out.printf("%d checks of what Maven Central asks for, %s, passed%n", requirements.checks,
				requirements.signed ? "with signatures" : "but for signatures");
	}

	private void check() throws Exception {
		Set<String> expected = new TreeSet<>(JARS);
		expected.add(PARENT);
		expect(names(this.group).equals(expected), "published are " + names(this.group) + ", not " + expected);
		expect(!this.version.endsWith("-SNAPSHOT"), this.version + " is no release");
		for (String artifact : expected) {
			Path directory = this.group.resolve(artifact).resolve(this.version);
			if (!Files.isDirectory(directory)) {
				this.problems.add(artifact + " has no version " + this.version);
				continue;
			}
			if (checkFiles(artifact, directory)) {
				checkPom(artifact, directory);
				if (JARS.contains(artifact)) {
					checkJars(artifact, directory);
				}
			}
		}
	}

	/** Whether there is all that the other checks read. */
	private boolean checkFiles(String artifact, Path directory) throws Exception {
		Set<String> expected = new TreeSet<>(Set.of(file(artifact, ".pom"), file(artifact, "-cyclonedx.json")));
		if (JARS.contains(artifact)) {
			expected.addAll(Set.of(file(artifact, ".jar"), file(artifact, "-sources.jar"), file(artifact, "-javadoc.jar")));
		}
		Set<String> found = names(directory);
		Set<String> documents = found.stream()
			.filter((name) -> !name.matches(".*\\.(md5|sha1|sha256|sha512|asc)"))
			.collect(Collectors.toCollection(TreeSet::new));
		expect(documents.equals(expected), artifact + " has " + documents + ", not " + expected);
		for (String document : documents) {
			checkDigest(directory.resolve(document), "md5", "MD5");
			checkDigest(directory.resolve(document), "sha1", "SHA-1");
			expect(!this.signed || found.contains(document + ".asc"), document + " is not signed");
		}
		return documents.containsAll(expected);
	}

	private void checkDigest(Path document, String suffix, String algorithm) throws Exception {
		Path file = document.resolveSibling(document.getFileName() + "." + suffix);
		String digest = HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(document)));
		expect(Files.exists(file) && Files.readString(file).strip().equals(digest),
				file.getFileName() + " is missing or wrong");
	}

	private void checkPom(String artifact, Path directory) throws Exception {
		Document pom = pom(directory.resolve(file(artifact, ".pom")));
		Document parent = pom(this.group.resolve(PARENT).resolve(this.version).resolve(file(PARENT, ".pom")));
		String text = Files.readString(directory.resolve(file(artifact, ".pom")));
		for (String element : List.of("name", "description")) {
			expect(!value(pom, element).isEmpty(), artifact + " has no <" + element + ">");
		}
		for (String element : INHERITED) {
			expect(!value(pom, element).isEmpty() || !value(parent, element).isEmpty(),
					artifact + " has no <" + element + ">");
		}
		expect(artifact.equals(PARENT) || value(pom, "parent/version").equals(this.version),
				artifact + " has the parent " + value(pom, "parent/version"));
		expect(!text.contains("-SNAPSHOT"), artifact + " depends on a snapshot");
		expect(value(pom, "repositories").isEmpty() && value(pom, "pluginRepositories").isEmpty(),
				artifact + " names repositories");
		expect(value(pom, "distributionManagement").isEmpty(), artifact + " says where it is deployed");
	}

	private void checkJars(String artifact, Path directory) throws IOException {
		boolean code = !artifact.equals(WITHOUT_CODE);
		try (JarFile jar = new JarFile(directory.resolve(file(artifact, ".jar")).toFile())) {
			List<String> classes = entries(jar, ".class");
			expect(classes.isEmpty() != code, artifact + " has " + classes.size() + " classes");
			for (String name : classes) {
				try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
					expect(in.readNBytes(8)[7] == JAVA_17, name + " is not for Java 17");
				}
			}
			expect(jar.getEntry("META-INF/LICENSE") != null, artifact + " has no licence");
			expect(!code || jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name") != null,
					artifact + " has no module name");
		}
		try (JarFile jar = new JarFile(directory.resolve(file(artifact, "-sources.jar")).toFile())) {
			expect(!entries(jar, code ? ".java" : "README.md").isEmpty(), artifact + " has no sources");
		}
		try (JarFile jar = new JarFile(directory.resolve(file(artifact, "-javadoc.jar")).toFile())) {
			expect(jar.getEntry(code ? "index.html" : "README.md") != null, artifact + " has no javadoc");
		}
		String bill = Files.readString(directory.resolve(file(artifact, "-cyclonedx.json")), StandardCharsets.UTF_8);
		expect(bill.contains("\"CycloneDX\"") && bill.contains("pkg:maven/io.memprof/" + artifact + "@" + this.version),
				artifact + " has no bill of materials of its own");
	}

	private String file(String artifact, String suffix) {
		return artifact + "-" + this.version + suffix;
	}

	private String value(Document pom, String path) throws Exception {
		return this.xpath.evaluate("/project/" + path, pom).strip();
	}

	private static Document pom(Path file) throws Exception {
		return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
	}

	private static List<String> entries(JarFile jar, String suffix) {
		return jar.stream().map((entry) -> entry.getName()).filter((name) -> name.endsWith(suffix)).toList();
	}

	private static Set<String> names(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map((file) -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private void expect(boolean met, String problem) {
		this.checks++;
		if (!met) {
			this.problems.add(problem);
		}
	}

}

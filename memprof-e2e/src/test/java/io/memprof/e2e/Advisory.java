package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * A known vulnerability of a range of versions: a line of
 * {@code security/advisories.csv}, whose head says what it was taken from and when.
 *
 * @param id of the CVE or of the GitHub advisory
 * @param artifact group and artifact, with a colon between
 * @param introduced first version that has it
 * @param fixed first version that has it no more; may be empty
 * @param last version that has it, where none is known to be fixed; may be empty
 * @param accepted why it is lived with where it applies; empty when it is not
 */
record Advisory(String id, String artifact, String introduced, String fixed, String last, String accepted) {

	static List<Advisory> all() throws IOException {
		try (Stream<String> lines = Files.lines(DependencyLock.FOLDER.resolve("advisories.csv"))) {
			return lines.filter((line) -> !line.startsWith("#")).map(Advisory::parse).toList();
		}
	}

	static Advisory parse(String line) {
		String[] fields = line.split(",", 6);
		return new Advisory(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
	}

	boolean appliesTo(DependencyLock.Artifact locked) {
		if (!locked.name().equals(this.artifact)) {
			return false;
		}
		ComparableVersion version = new ComparableVersion(locked.version());
		return version.compareTo(new ComparableVersion(this.introduced)) >= 0
				&& (this.fixed.isEmpty() || version.compareTo(new ComparableVersion(this.fixed)) < 0)
				&& (this.last.isEmpty() || version.compareTo(new ComparableVersion(this.last)) <= 0);
	}

}

package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The public API is the one that {@code docs/api} has, so that nobody changes it without
 * seeing it. It is the baseline as long as nothing is released that could be one; then
 * {@code -Dapi.baseline=<version>} compares with the released jars too.
 */
class PublicApiTests {

	private static final Path FOLDER = Path.of("../docs/api").normalize();

	@ParameterizedTest
	@ValueSource(strings = { "memprof-core", "memprof-spring-boot-autoconfigure", "memprof-test" })
	void isAsWrittenDown(String module) throws IOException {
		Path file = FOLDER.resolve(module + ".txt");
		List<String> api = PublicApi.of(module);
		if (Boolean.getBoolean("api.write")) {
			Files.createDirectories(FOLDER);
			Files.write(file, api);
		}
		assertThat(api)
			.as("public API of " + module
					+ "; if it is meant to be so: ./mvnw test -pl memprof-e2e -am -Dapi.write=true"
					+ " -Dtest=PublicApiTests -Dsurefire.failIfNoSpecifiedTests=false, and a word in CHANGELOG.md")
			.isNotEmpty()
			.isEqualTo(Files.readAllLines(file));
	}

}

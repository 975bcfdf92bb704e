package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the starter brings has no vulnerability that is in
 * {@code security/advisories.csv}, but for those that are accepted there with a reason.
 */
class AdvisoriesTests {

	private static final Path PAGE = Path.of("../memprof-spring-boot-autoconfigure/src/main/npm/package-lock.json")
		.normalize();

	@Test
	void nothingThatTheStarterBringsIsKnownToBeVulnerable() throws IOException {
		List<Advisory> advisories = Advisory.all();
		assertThat(DependencyLock.all()).flatMap((lock) -> vulnerable(lock, advisories)).isEmpty();
	}

	@Test
	void noLibraryOfThePageIsKnownToBeVulnerable() throws IOException {
		assumeThat(PAGE).as("the page has libraries").exists();
		DependencyLock page = DependencyLock.ofThePage(PAGE);
		assertThat(page.artifacts()).extracting(DependencyLock.Artifact::name).contains("npm:d3-color");
		assertThat(vulnerable(page, Advisory.all())).isEmpty();
	}

	@Test
	void everyLineOfSpringBootHasALock() throws IOException {
		assertThat(DependencyLock.all()).extracting(DependencyLock::name)
			.containsExactly("spring-boot-3.5.lock", "spring-boot-4.0.lock", "spring-boot-4.1.lock");
		assertThat(DependencyLock.all()).allSatisfy((lock) -> assertThat(lock.artifacts()).hasSizeGreaterThan(40)
			.extracting(DependencyLock.Artifact::name)
			.contains("io.micrometer:micrometer-core", "com.squareup.okhttp3:okhttp", "tools.profiler:jfr-converter"));
	}

	@Test
	void whatIsAcceptedStillApplies() throws IOException {
		List<DependencyLock.Artifact> locked = DependencyLock.all()
			.stream()
			.flatMap((lock) -> lock.artifacts().stream())
			.toList();
		assertThat(Advisory.all()).filteredOn((advisory) -> !advisory.accepted().isEmpty())
			.allSatisfy((advisory) -> assertThat(locked).anyMatch(advisory::appliesTo));
	}

	@ParameterizedTest
	@CsvSource({ "3.3.0, true", "3.4.0-RC1, true", "3.4.0, false", "3.6.0, false", "1.17.6, false" })
	void aRangeIsOpenAtItsEnd(String version, boolean applies) {
		Advisory advisory = Advisory.parse("CVE-2023-3635,com.squareup.okio:okio-jvm,2.0.0,3.4.0,,");
		assertThat(advisory.appliesTo(new DependencyLock.Artifact("com.squareup.okio:okio-jvm", version)))
			.isEqualTo(applies);
		assertThat(advisory.appliesTo(new DependencyLock.Artifact("com.squareup.okio:okio-fakefilesystem", version)))
			.isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "5.3.39, true", "5.3.40, false", "6.0.0, false" })
	void aRangeWithoutAFixEndsWithItsLastVersion(String version, boolean applies) {
		Advisory advisory = Advisory.parse("CVE-2024-38820,org.springframework:spring-context,0,6.0.0,5.3.39,");
		assertThat(advisory.appliesTo(new DependencyLock.Artifact("org.springframework:spring-context", version)))
			.isEqualTo(applies);
	}

	private static List<String> vulnerable(DependencyLock lock, List<Advisory> advisories) {
		return lock.artifacts()
			.stream()
			.flatMap((artifact) -> advisories.stream()
				.filter((advisory) -> advisory.appliesTo(artifact) && advisory.accepted().isEmpty())
				.map((advisory) -> lock.name() + ": " + artifact + " has " + advisory.id()))
			.toList();
	}

}

package io.memprof.autoconfigure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageFilesTests {

	private final PageFiles files = new PageFiles("io/memprof/autoconfigure/testpage/");

	@Test
	void versionIsThatOfTheContent() {
		assertThat(this.files.version()).matches("[0-9a-f]{12}")
			.isEqualTo(new PageFiles("io/memprof/autoconfigure/testpage/").version())
			.isNotEqualTo(new PageFiles("META-INF/spring/").version());
	}

	@Test
	void onlyFilesOfAKnownKindInThisVersionAreFound() {
		String version = this.files.version();
		assertThat(this.files.find(version, "main.js")).isNotNull();
		assertThat(this.files.find("000000000000", "main.js")).isNull();
		assertThat(this.files.find(version, "index.html")).isNull();
		assertThat(this.files.find(version, "notes.bin")).isNull();
		assertThat(this.files.find(version, "../testpage/main.js")).isNull();
	}

	@Test
	void directoryWithoutFilesHasNoPage() {
		PageFiles none = new PageFiles("io/memprof/nowhere/");
		assertThat(none.template()).isNull();
		assertThat(none.find(none.version(), "main.js")).isNull();
	}

}

package io.memprof.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageTemplateTests {

	@Test
	void valuesAreTextNotMarkup() {
		assertThat(PageTemplate.fill("<a title='${name}'>${name}</a>", Map.of("name", "<b id=\"x\">&'")))
			.isEqualTo("<a title='&lt;b id=&quot;x&quot;&gt;&amp;&#39;'>&lt;b id=&quot;x&quot;&gt;&amp;&#39;</a>");
	}

	@Test
	void valuesAreNotFilledAgain() {
		assertThat(PageTemplate.fill("${a} ${b}", Map.of("a", "${b} $1 \\", "b", "2"))).isEqualTo("${b} $1 \\ 2");
	}

	@Test
	void unknownPlaceholdersStay() {
		assertThat(PageTemplate.fill("${a} ${ b } $c {d}", Map.of())).isEqualTo("${a} ${ b } $c {d}");
	}

}

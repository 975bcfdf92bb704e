package io.memprof.allocation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SiteSpansTests {

	private final SiteSpans spans = new SiteSpans();

	@Test
	void theLastSpanOfASiteIsKnownByItsName() {
		this.spans.put(site(1), new SampledSpan(0, 1, 1));
		this.spans.put(site(1), new SampledSpan(0, 2, 2));
		assertThat(this.spans.of("com.shop.Cache.put:1")).isEqualTo(new SampledSpan(0, 2, 2));
		assertThat(this.spans.of("com.shop.Cache.put:2")).isNull();
	}

	@Test
	void theSitesSampledLastAreKept() {
		for (int i = 1; i <= 1_500; i++) {
			this.spans.put(site(1), new SampledSpan(0, i, i));
			this.spans.put(site(i + 1), new SampledSpan(0, i, i));
		}
		assertThat(this.spans.of(site(1).toString())).isNotNull();
		assertThat(this.spans.of(site(2).toString())).isNull();
		assertThat(this.spans.of(site(1_501).toString())).isNotNull();
		assertThat(this.spans.heldBytes()).isLessThan(300_000);
	}

	@Test
	void nothingIsLeftOfASessionThatEnded() {
		this.spans.put(site(1), new SampledSpan(0, 1, 1));
		this.spans.clear();
		assertThat(this.spans.of(site(1).toString())).isNull();
	}

	private static StackFrame site(int line) {
		return new StackFrame("com.shop.Cache", "put", line);
	}

}

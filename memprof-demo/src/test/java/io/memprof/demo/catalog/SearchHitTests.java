package io.memprof.demo.catalog;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SearchHitTests {

	private final ProductView product = new ProductView(6, "Kenya light roast", 1_122);

	@Test
	void putsStarsAroundWhatWasSearchedInAnyCase() {
		assertThat(SearchHit.of(this.product, "LIGHT").highlighted()).isEqualTo("Kenya *light* roast");
	}

	@Test
	void leavesANameThatDoesNotContainIt() {
		assertThat(SearchHit.of(this.product, "dark").highlighted()).isEqualTo("Kenya light roast");
	}

}

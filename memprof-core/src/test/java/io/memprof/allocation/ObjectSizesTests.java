package io.memprof.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ObjectSizesTests {

	private final ObjectSizes sizes = new ObjectSizes();

	@Test
	void aClassNotMeasuredYetIsTakenForATypicalObject() {
		assertThat(this.sizes.sizeOf("com.shop.Order")).isEqualTo(ObjectSizes.UNKNOWN);
	}

	@Test
	void aClassHasOneSize() {
		this.sizes.add("com.shop.Order", 32);
		this.sizes.add("com.shop.Order", 32);
		assertThat(this.sizes.sizeOf("com.shop.Order")).isEqualTo(32);
	}

	@Test
	void arraysAnswerTheirSizesInTurn() {
		this.sizes.add("byte[]", 24);
		this.sizes.add("byte[]", 1_024);
		this.sizes.add("byte[]", 64);
		assertThat(answers("byte[]", 6)).containsOnly(24L, 1_024L, 64L).hasSize(6);
		assertThat(answers("byte[]", 3)).containsExactlyInAnyOrder(24L, 1_024L, 64L);
	}

	@Test
	void arraysForgetTheirOldestSizes() {
		this.sizes.add("byte[]", 1 << 20);
		for (int i = 0; i < 64; i++) {
			this.sizes.add("byte[]", 24);
		}
		assertThat(answers("byte[]", 200)).containsOnly(24L);
	}

	@Test
	void theDistributionOfAnswersIsThatOfWhatWasMeasured() {
		Random random = new Random(7);
		for (int i = 0; i < 64; i++) {
			this.sizes.add("byte[]", (i % 4 == 0) ? 10_000 : 16 + 8L * random.nextInt(3));
		}
		assertThat(answers("byte[]", 6_400)).filteredOn((size) -> size == 10_000).hasSize(1_600);
	}

	@Test
	void holdsABoundedNumberOfClasses() {
		for (int i = 0; i < 1_000_000; i++) {
			this.sizes.add("com.shop.Generated" + i, 24);
		}
		assertThat(this.sizes.classes()).isEqualTo(5_000);
	}

	@Test
	void paddingIsExpectedWhereElementsAreShorterThanTheAlignment() {
		assertThat(ObjectSizes.expectedPadding("byte[]")).isEqualTo(3.5);
		assertThat(ObjectSizes.expectedPadding("char[]")).isEqualTo(3);
		assertThat(ObjectSizes.expectedPadding("long[]")).isZero();
		assertThat(ObjectSizes.expectedPadding("com.shop.Order")).isEqualTo(2);
	}

	private List<Long> answers(String className, int count) {
		List<Long> answers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			answers.add(this.sizes.sizeOf(className));
		}
		return answers;
	}

	@Test
	void arraysOfOneSiteAreNotMixedWithThoseOfAnother() {
		StackFrame small = new StackFrame("com.shop.Order", "id", 7);
		StackFrame large = new StackFrame("com.shop.Report", "write", 9);
		ObjectSizes sizes = new ObjectSizes();
		sizes.add("byte[]", small, 32);
		sizes.add("byte[]", large, 8_208);
		assertThat(sizes.sizeOf("byte[]", small)).isEqualTo(32);
		assertThat(sizes.sizeOf("byte[]", large)).isEqualTo(8_208);
	}

	@Test
	void anArrayOfAnUnseenSiteIsTakenForOneOfItsClass() {
		ObjectSizes sizes = new ObjectSizes();
		sizes.add("byte[]", 64);
		assertThat(sizes.sizeOf("byte[]", new StackFrame("com.shop.Order", "id", 7))).isEqualTo(64);
	}

}

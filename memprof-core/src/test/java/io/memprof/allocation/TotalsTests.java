package io.memprof.allocation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TotalsTests {

	@Test
	void addsUpByName() {
		Totals totals = new Totals(10);
		totals.add("order", 100, 2, 0);
		totals.add("order", 200, 3, 0);
		assertThat(totals.largest(1)).singleElement().satisfies((total) -> {
			assertThat(total.name()).isEqualTo("order");
			assertThat(total.bytes()).isEqualTo(300);
			assertThat(total.count()).isEqualTo(5);
			assertThat(total.share()).isEqualTo(1);
		});
	}

	@Test
	void ranksByBytesAndSharesAreOfEverything() {
		Totals totals = new Totals(10);
		totals.add("small", 10, 1, 0);
		totals.add("large", 70, 1, 0);
		totals.add("middle", 20, 1, 0);
		assertThat(totals.largest(2)).extracting(AllocationTotal::name).containsExactly("large", "middle");
		assertThat(totals.largest(2)).extracting(AllocationTotal::share).containsExactly(0.7, 0.2);
	}

	@Test
	void theLargestSurviveAMillionNames() {
		Totals totals = new Totals(1_000);
		Random random = new Random(11);
		for (int i = 0; i < 1_000_000; i++) {
			totals.add("com.shop.Generated" + i, 1, 1, 0);
			if (i % 100 == 0) {
				totals.add("leak" + random.nextInt(5), 50, 1, 0);
			}
			assertThat(totals.size()).isLessThanOrEqualTo(1_000);
		}
		List<AllocationTotal> largest = totals.largest(6);
		assertThat(largest).extracting(AllocationTotal::name)
			.startsWith(Totals.OTHER)
			.contains("leak0", "leak1", "leak2", "leak3", "leak4");
	}

	@Test
	void nothingIsLostByMerging() {
		Totals totals = new Totals(8);
		Random random = new Random(3);
		Map<String, Double> oracle = new HashMap<>();
		for (int i = 0; i < 10_000; i++) {
			String name = "name" + (int) Math.abs(random.nextGaussian() * 20);
			double bytes = random.nextInt(1_000);
			totals.add(name, bytes, 1, 0);
			oracle.merge(name, bytes, Double::sum);
		}
		double all = oracle.values().stream().mapToDouble(Double::doubleValue).sum();
		List<AllocationTotal> kept = totals.largest(8);
		assertThat(kept.stream().mapToLong(AllocationTotal::bytes).sum()).isEqualTo(Math.round(all));
		assertThat(kept.stream().mapToLong(AllocationTotal::count).sum()).isEqualTo(10_000);
		assertThat(kept.stream().mapToDouble(AllocationTotal::share).sum()).isCloseTo(1, within(1e-9));
		assertThat(kept).filteredOn((total) -> !total.name().equals(Totals.OTHER))
			.allSatisfy((total) -> assertThat(total.bytes()).isLessThanOrEqualTo(Math.round(oracle.get(total.name()))));
	}

	@Test
	void belowTheBoundItIsExact() {
		Totals totals = new Totals(100);
		Random random = new Random(5);
		Map<String, Double> oracle = new HashMap<>();
		for (int i = 0; i < 10_000; i++) {
			String name = "name" + random.nextInt(100);
			double bytes = random.nextInt(1_000);
			totals.add(name, bytes, 1, 0);
			oracle.merge(name, bytes, Double::sum);
		}
		assertThat(totals.largest(100)).hasSize(100)
			.allSatisfy((total) -> assertThat(total.bytes()).isEqualTo(oracle.get(total.name()).longValue()));
	}

}

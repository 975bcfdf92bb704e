package io.memprof.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A report of memprof's, read for what a fault did to it.
 */
record FaultReport(JsonNode json) {

	private static final String ALLOCATORS = "/allocations/topAllocators";

	/**
	 * The number at a pointer, -1 when there is none.
	 */
	long number(String pointer) {
		return this.json.at(pointer).asLong(-1);
	}

	/**
	 * The text at a pointer, empty when there is none.
	 */
	String text(String pointer) {
		return this.json.at(pointer).asString("");
	}

	/**
	 * Why there is nothing at a pointer, empty when there is something.
	 */
	String unavailable(String pointer) {
		return text(pointer + "/unavailable");
	}

	long samples() {
		return number("/totalSamples");
	}

	long failures() {
		return number("/cost/stepFailures");
	}

	/**
	 * Allocations counted from JFR's samples, zero before the first.
	 */
	long allocations() {
		return Math.max(0, number("/allocations/totalCount"));
	}

	boolean tellsAllocators() {
		return this.json.at(ALLOCATORS).isArray();
	}

	String whyNoAllocators() {
		return unavailable(ALLOCATORS);
	}

	/**
	 * When the latest analysis was, empty before the first.
	 */
	String analysedAt() {
		return text("/leakAnalysis/analysedAt");
	}

	/**
	 * What went on all the same.
	 */
	String passed() {
		return "%,d of %,d ticks skipped, %d steps failed".formatted(number("/cost/ticksSkipped"),
				number("/cost/ticks"), failures());
	}

	/**
	 * Members that are unavailable for one of the reasons, and what went on.
	 */
	String lost(String... reasons) {
		List<String> lost = new ArrayList<>(unavailable(this.json, Set.of(reasons)));
		for (Map.Entry<String, JsonNode> part : this.json.properties()) {
			List<String> members = unavailable(part.getValue(), Set.of(reasons));
			if (!members.isEmpty()) {
				lost.add("of %s: %s".formatted(part.getKey(), String.join(", ", members)));
			}
		}
		assertThat(lost).isNotEmpty();
		return String.join("; ", lost) + "; " + passed();
	}

	private static List<String> unavailable(JsonNode node, Set<String> reasons) {
		return node.properties()
			.stream()
			.filter((member) -> reasons.contains(member.getValue().path("unavailable").asString("")))
			.map(Map.Entry::getKey)
			.toList();
	}

}

package io.memprof.e2e;

import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A shop's own report with leaks that it does not have, served to a tab in its place.
 */
final class MadeUpReport {

	private static final JsonMapper mapper = new JsonMapper();

	private final ObjectNode report;

	private final ArrayNode leaks;

	private MadeUpReport(ObjectNode report) {
		this.report = report;
		this.leaks = report.withObject("leakAnalysis").putArray("potentialLeaks");
	}

	/**
	 * From a report as it was answered.
	 */
	static MadeUpReport from(JsonNode report) {
		return new MadeUpReport((ObjectNode) report.deepCopy());
	}

	MadeUpReport withVerdict(String verdict) {
		this.report.withObject("leakAnalysis").put("verdict", verdict);
		return this;
	}

	/**
	 * A leak whose class, places and keepers all have the same name.
	 * @param fingerprint of twelve hexadecimal digits
	 * @param name goes wherever code is named
	 */
	MadeUpReport withLeak(String fingerprint, String name) {
		return withLeak(fingerprint, name, List.of(name, "com.example.Worker.run:7"));
	}

	MadeUpReport withLeak(String fingerprint, String name, List<String> stack) {
		ObjectNode leak = this.leaks.addObject()
			.put("fingerprint", fingerprint)
			.put("status", "NEW")
			.put("kind", "HEAP")
			.put("component", name)
			.put("severity", "high")
			.put("className", name)
			.put("allocationSite", name)
			.put("operation", name)
			.put("holder", "java.util.HashMap in " + name)
			.put("bean", name)
			.put("allocationCount", 1_000)
			.put("totalSizeBytes", 64 << 20)
			.put("averageSizeBytes", 64 << 10)
			.put("growthRateMbPerHour", 25.5)
			.put("confidence", 0.9)
			.put("firstSeen", this.report.path("startedAt").asString())
			.put("lastSeen", this.report.path("generatedAt").asString())
			.put("suspectReference", 1)
			.put("advice", "Bound or expire " + name);
		leak.set("stackTrace", mapper.valueToTree(stack));
		leak.set("referenceChain", mapper.valueToTree(List.of("static " + name, name + ".kept", name)));
		leak.withArray("evidence")
			.addObject()
			.put("test", "objects of " + name + " stay alive")
			.put("value", name)
			.put("threshold", "5 objects")
			.put("passed", true);
		return this;
	}

	/**
	 * Serves it to a tab at the address of the report.
	 */
	void serveTo(Page tab) {
		serveAsItIs(this.report, tab);
	}

	/**
	 * Serves a tab one report and no other, as it was answered.
	 */
	static void serveAsItIs(JsonNode report, Page tab) {
		String body = report.toString();
		tab.route("**/actuator/memprof",
				(route) -> route.fulfill(new FulfillOptions().setContentType("application/json").setBody(body)));
	}

	/**
	 * Serves a flame graph of a root and frames below it, one under the other.
	 */
	static void serveFlameGraphTo(Page tab, List<String> frames) {
		ObjectNode root = frame("all");
		ObjectNode caller = root;
		for (String name : frames) {
			caller = (ObjectNode) caller.withArray("children").add(frame(name)).path(0);
		}
		String body = root.toString();
		tab.route("**/actuator/memprof/flamegraph",
				(route) -> route.fulfill(new FulfillOptions().setContentType("application/json").setBody(body)));
	}

	private static ObjectNode frame(String name) {
		ObjectNode frame = mapper.createObjectNode()
			.put("frame", name)
			.put("application", name.startsWith("io.memprof.demo."))
			.put("bytes", 1 << 20)
			.put("count", 100);
		frame.putArray("children");
		return frame;
	}

}

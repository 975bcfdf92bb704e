package io.memprof.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.AllocationStats;
import io.memprof.allocation.AllocationTotal;
import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.ComponentTrail;
import io.memprof.allocation.FlameGraph;
import io.memprof.allocation.SizeCategory;
import io.memprof.leak.Growth;
import io.memprof.leak.Holder;
import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakKind;
import io.memprof.leak.LiveHeapTrend;
import io.memprof.leak.Reason;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The report as JSON: ordered maps and lists of text, numbers and booleans, so that every
 * JSON library writes the same bytes. This file is the contract, field by field.
 * <ul>
 * <li>{@code …Bytes} are numbers of bytes, {@code …Mb…} units of 2^20 bytes, shares and
 * scores 0 to 1;</li>
 * <li>times and durations are ISO-8601 text, to the millisecond;</li>
 * <li>what this JVM cannot give is {@code {"unavailable": "<reason>"}} in place of its
 * value: never missing, never null, never zero, never NaN.</li>
 * </ul>
 */
public final class JsonReport {

	/** A screen is not even as many pixels wide. */
	private static final int MOST_FRAMES = 4_000;

	private JsonReport() {
	}

	/**
	 * The whole report.
	 */
	public static Map<String, Object> of(MemoryReport report) {
		AllocationProfile allocations = report.allocations();
		JsonObject json = new JsonObject().text("sessionId", report.sessionId())
			.text("state", report.state())
			.time("startedAt", report.startedAt())
			.time("generatedAt", report.generatedAt())
			.duration("profilingDuration", report.profilingDuration())
			.number("totalSamples", report.totalSamples())
			.mebiBytes("peakMemoryMb", report.memory().peakBytes())
			.mebiBytes("averageMemoryMb", report.memory().averageBytes());
		Double growth = report.memory().growthBytesPerSecond();
		if (growth != null) {
			json.decimal("memoryGrowthRateMbPerSecond", growth / (1 << 20), 6);
		}
		else {
			json.unavailable("memoryGrowthRateMbPerSecond", "no analysis has seen three snapshots yet");
		}
		return efficiency(json, "memoryEfficiencyScore", allocations).text("pressure", lower(report.pressure()))
			.object("snapshot", snapshot(report.snapshot()))
			.object("leakAnalysis", leakAnalysis(report.leakAnalysis()))
			.object("allocations", allocations(allocations))
			.list("recommendations", report.recommendations())
			.list("applicationPackages", report.applicationPackages())
			.object("cost", cost(report.cost()))
			.toMap();
	}

	/**
	 * What memory was in use at one moment.
	 */
	public static Map<String, Object> snapshot(MemorySnapshot snapshot) {
		return new JsonObject().time("timestamp", snapshot.timestamp())
			.reading("rssBytes", snapshot.rss())
			.number("heapBytes", snapshot.heapUsed())
			.reading("virtualBytes", snapshot.virtual())
			.reading("sharedBytes", snapshot.shared())
			.number("heapCommittedBytes", snapshot.heapCommitted())
			.reading("heapMaxBytes", snapshot.heapMax())
			.reading("liveHeapBytes", snapshot.liveHeap().used())
			.text("liveHeapQuality", lower(snapshot.liveHeap().quality()))
			.number("metaspaceBytes", snapshot.metaspace())
			.reading("directBytes", snapshot.direct())
			.reading("mappedBytes", snapshot.mapped())
			.number("threads", snapshot.threads())
			.number("loadedClasses", snapshot.loadedClasses())
			.reading("containerLimitBytes", snapshot.containerLimit())
			.reading("unexplainedBytes", snapshot.unexplained())
			.toMap();
	}

	/**
	 * The snapshots and the collections kept, each oldest first and with what a chart
	 * needs.
	 */
	public static Map<String, Object> timeline(List<MemorySnapshot> snapshots, List<LiveHeap> collections) {
		return new JsonObject().list("snapshots", snapshots.stream().map(JsonReport::timelinePoint).toList())
			.list("collections", collections.stream().map(JsonReport::collection).toList())
			.toMap();
	}

	/**
	 * The verdict, its reasons and the potential leaks.
	 */
	public static Map<String, Object> leakAnalysis(LeakAnalysis analysis) {
		JsonObject json = new JsonObject().text("verdict", analysis.verdict().name()).time("since", analysis.since());
		if (analysis.hasRun()) {
			json.time("analysedAt", analysis.at());
		}
		else {
			json.unavailable("analysedAt", "no analysis of this session has run yet");
		}
		json.list("reasons", reasons(analysis.reasons()));
		Growth growth = analysis.growth();
		if (growth != null) {
			json.decimal("growthRateMbPerHour", growth.mbPerHour(), 3)
				.decimal("growthRateLow", growth.low(), 3)
				.decimal("growthRateHigh", growth.high(), 3);
		}
		else {
			String reason = "the live heap has no trend yet";
			json.unavailable("growthRateMbPerHour", reason)
				.unavailable("growthRateLow", reason)
				.unavailable("growthRateHigh", reason);
		}
		LiveHeapTrend trend = analysis.trend();
		if (trend != null) {
			json.object("liveHeapTrend", trend(trend));
		}
		else {
			json.unavailable("liveHeapTrend", "the live heap has no trend yet");
		}
		Duration timeToExhaustion = analysis.timeToExhaustion();
		if (timeToExhaustion != null) {
			json.duration("timeToExhaustion", timeToExhaustion);
		}
		else {
			json.unavailable("timeToExhaustion",
					(growth != null) ? "nothing grows towards a limit" : "the live heap has no trend yet");
		}
		return json.list("potentialLeaks", analysis.potentialLeaks().stream().map(JsonReport::leak).toList())
			.list("largestAllocations", totals("site", analysis.largestAllocations()))
			.list("suspiciousPatterns", analysis.suspiciousPatterns())
			.toMap();
	}

	/**
	 * One potential leak.
	 */
	public static Map<String, Object> leak(LeakInfo leak) {
		JsonObject json = new JsonObject().text("fingerprint", leak.fingerprint())
			.text("status", leak.status().name())
			.text("kind", leak.kind().name())
			.text("component", leak.component())
			.text("severity", lower(leak.severity()))
			.text("className", leak.className());
		return holder(site(json, leak), leak.holder()).number("allocationCount", leak.allocationCount())
			.number("totalSizeBytes", leak.totalSizeBytes())
			.number("averageSizeBytes", leak.averageSizeBytes())
			.decimal("growthRateMbPerHour", leak.growth().mbPerHour(), 3)
			.decimal("confidence", leak.confidence(), 3)
			.time("firstSeen", leak.firstSeen())
			.time("lastSeen", leak.lastSeen())
			.list("evidence", reasons(leak.evidence()))
			.text("advice", leak.advice())
			.toMap();
	}

	/**
	 * Who allocates how much. Without samples only the JVM's own count of bytes is known.
	 */
	public static Map<String, Object> allocations(AllocationProfile profile) {
		AllocationStats stats = profile.stats();
		String reason = profile.unavailable();
		if (reason == null) {
			JsonObject sizes = new JsonObject();
			for (SizeCategory category : SizeCategory.values()) {
				sizes.number(lower(category), stats.sizeDistribution().getOrDefault(category, 0L));
			}
			return new JsonObject().number("totalCount", stats.totalCount())
				.number("totalBytes", stats.totalBytes())
				.number("bytesPerSecond", Math.round(stats.bytesPerSecond()))
				.decimal("efficiencyScore", stats.efficiencyScore(), 3)
				.object("sizeDistribution", sizes.toMap())
				.list("topAllocators", totals("component", profile.topAllocators()))
				.list("topClasses", totals("className", profile.topClasses()))
				.list("topSites", totals("site", profile.topSites()))
				.list("topOperations", OperationsJson.sampled(profile))
				.members(OperationsJson.measured(profile.measured()))
				.toMap();
		}
		Reading totalBytes = (stats.totalBytes() > 0) ? Reading.of(stats.totalBytes()) : Reading.unavailable(reason);
		Reading bytesPerSecond = (stats.totalBytes() > 0) ? Reading.of(Math.round(stats.bytesPerSecond()))
				: Reading.unavailable(reason);
		return new JsonObject().unavailable("totalCount", reason)
			.reading("totalBytes", totalBytes)
			.reading("bytesPerSecond", bytesPerSecond)
			.unavailable("efficiencyScore", reason)
			.unavailable("sizeDistribution", reason)
			.unavailable("topAllocators", reason)
			.unavailable("topClasses", reason)
			.unavailable("topSites", reason)
			.unavailable("topOperations", reason)
			.members(OperationsJson.measured(profile.measured()))
			.toMap();
	}

	/**
	 * The allocation tree, outermost caller first. A frame of the application says so; a
	 * frame has a component where it differs from that of its caller, and
	 * {@code children} where it calls any. Of a large tree the largest frames are left,
	 * and the root says how many are not.
	 */
	public static Map<String, Object> flameGraph(FlameGraph tree, ComponentNaming naming) {
		LargestFrames largest = LargestFrames.of(tree, MOST_FRAMES);
		ComponentTrail trail = naming.trail();
		JsonObject root = new JsonObject().members(frame(largest.tree(), trail, trail.component(), true));
		return (largest.leftOut() == 0) ? root.toMap()
				: root.number("framesLeftOut", largest.leftOut())
					.number("leftOutUpToBytes", largest.upToBytes())
					.toMap();
	}

	private static Map<String, Object> frame(FlameGraph tree, ComponentTrail trail, String component, boolean names) {
		JsonObject json = new JsonObject().text("frame", tree.frame())
			.number("bytes", tree.bytes())
			.number("count", tree.count());
		if (trail.isApplication(tree.frame())) {
			json.flag("application", true);
		}
		if (names) {
			json.text("component", component);
		}
		if (!tree.children().isEmpty()) {
			json.list("children", tree.children().stream().map((callee) -> {
				ComponentTrail further = trail.into(callee.frame());
				return frame(callee, further, further.component(), !further.component().equals(component));
			}).toList());
		}
		return json.toMap();
	}

	/**
	 * The value of a part that cannot be given.
	 */
	public static Map<String, Object> unavailable(String reason) {
		return JsonObject.unavailable(reason);
	}

	private static Map<String, Object> timelinePoint(MemorySnapshot snapshot) {
		return new JsonObject().time("timestamp", snapshot.timestamp())
			.reading("rssBytes", snapshot.rss())
			.number("heapBytes", snapshot.heapUsed())
			.number("heapCommittedBytes", snapshot.heapCommitted())
			.reading("liveHeapBytes", snapshot.liveHeap().used())
			.number("metaspaceBytes", snapshot.metaspace())
			.reading("directBytes", snapshot.direct())
			.number("threads", snapshot.threads())
			.number("loadedClasses", snapshot.loadedClasses())
			.toMap();
	}

	private static Map<String, Object> collection(LiveHeap reading) {
		return new JsonObject().time("timestamp", reading.at())
			.reading("liveHeapBytes", reading.used())
			.text("quality", lower(reading.quality()))
			.toMap();
	}

	private static Map<String, Object> trend(LiveHeapTrend trend) {
		return new JsonObject().time("from", trend.from())
			.time("to", trend.to())
			.number("startBytes", trend.startBytes())
			.number("endBytes", trend.endBytes())
			.toMap();
	}

	private static Map<String, Object> cost(Cost cost) {
		OwnUse use = cost.use();
		JsonObject json = new JsonObject().number("heldBytes", cost.heldBytes()).reading("diskBytes", cost.diskBytes());
		Long cpuMillis = use.cpuMillis();
		String noCpu = "this JVM does not count processor time by thread";
		String tooEarly = "observed for too short a time";
		if (cpuMillis != null) {
			json.number("cpuMillis", cpuMillis);
		}
		else {
			json.unavailable("cpuMillis", noCpu);
		}
		share(json, "cpuShare", use.cpuShare(), (cpuMillis != null) ? tooEarly : noCpu).reading("allocatedBytes",
				use.allocatedBytes());
		String noAllocation = use.allocatedBytes().reason();
		return share(json, "allocationShare", use.allocationShare(), (noAllocation != null) ? noAllocation : tooEarly)
			.number("sharesOverSeconds", use.over().toSeconds())
			.number("pauseMillis", cost.pauseMillis())
			.number("ticks", cost.ticks())
			.number("ticksSkipped", cost.ticksSkipped())
			.number("stepFailures", cost.stepFailures())
			.number("lastTickMicros", cost.lastTickMicros())
			.number("lastAnalysisMillis", cost.lastAnalysisMillis())
			.number("referenceWalks", cost.referenceWalks())
			.object("ceiling",
					new JsonObject().decimal("cpuShare", cost.ceiling().cpuShare(), 4)
						.number("heldBytes", cost.ceiling().heldBytes())
						.number("diskBytes", cost.ceiling().diskBytes())
						.toMap())
			.object("backOff",
					new JsonObject().text("level", cost.backOff().level().name())
						.time("since", cost.backOff().since())
						.text("reason", cost.backOff().reason())
						.text("what", cost.backOff().level().what())
						.toMap())
			.toMap();
	}

	private static JsonObject share(JsonObject json, String name, @Nullable Double share, String reasonWhenAbsent) {
		return (share != null) ? json.decimal(name, share, 4) : json.unavailable(name, reasonWhenAbsent);
	}

	private static JsonObject efficiency(JsonObject json, String name, AllocationProfile allocations) {
		String reason = allocations.unavailable();
		return (reason != null) ? json.unavailable(name, reason)
				: json.decimal(name, allocations.stats().efficiencyScore(), 3);
	}

	private static JsonObject site(JsonObject json, LeakInfo leak) {
		if (leak.stackTrace().isEmpty()) {
			String reason = (leak.kind() == LeakKind.HEAP) ? "JFR gave no stack for the sampled objects"
					: "allocations of this kind of memory are not sampled";
			return json.unavailable("allocationSite", reason)
				.unavailable("operation", reason)
				.unavailable("stackTrace", reason);
		}
		return json.text("allocationSite", leak.allocationSite())
			.text("operation", leak.operation())
			.list("stackTrace", leak.stackTrace());
	}

	private static JsonObject holder(JsonObject json, Holder holder) {
		String reason = holder.unavailable();
		json.text("holder", holder.container(), (reason != null) ? reason : "the container is not known");
		json.text("bean", holder.bean(), (reason != null) ? reason : "no Spring bean is known to own it");
		if (holder.chain().isEmpty()) {
			String without = (reason != null) ? reason : "no reference chain was walked";
			return json.unavailable("referenceChain", without).unavailable("suspectReference", without);
		}
		json.list("referenceChain", holder.chain());
		Integer suspect = holder.suspect();
		return (suspect != null) ? json.number("suspectReference", suspect) : json.unavailable("suspectReference",
				"the chain does not tell which of its references keeps what it should not");
	}

	private static List<Map<String, Object>> reasons(List<Reason> reasons) {
		return reasons.stream()
			.map((reason) -> new JsonObject().text("test", reason.test())
				.text("value", reason.value())
				.text("threshold", reason.threshold())
				.flag("passed", reason.passed())
				.toMap())
			.toList();
	}

	private static List<Map<String, Object>> totals(String nameField, List<AllocationTotal> totals) {
		return totals.stream().map((total) -> total(nameField, total).toMap()).toList();
	}

	static JsonObject total(String nameField, AllocationTotal total) {
		JsonObject json = new JsonObject().text(nameField, total.name())
			.number("bytes", total.bytes())
			.decimal("share", total.share(), 4)
			.number("count", total.count());
		return nameField.equals("component") ? json.decimal("efficiency", total.efficiency(), 3) : json;
	}

	private static String lower(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}

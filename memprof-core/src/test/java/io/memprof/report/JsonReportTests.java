package io.memprof.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.AllocationStats;
import io.memprof.allocation.AllocationTotal;
import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlameGraph;
import io.memprof.allocation.MeasuredOperation;
import io.memprof.allocation.MeasuredOperations;
import io.memprof.allocation.SizeCategory;
import io.memprof.leak.Growth;
import io.memprof.leak.Holder;
import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakKind;
import io.memprof.leak.LeakStatus;
import io.memprof.leak.LeakVerdict;
import io.memprof.leak.LiveHeapTrend;
import io.memprof.leak.Reason;
import io.memprof.leak.Severity;
import io.memprof.snapshot.LiveHeap;
import io.memprof.snapshot.MemoryPressure;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.Reading;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JsonReportTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.000123Z");

	private static final Reading NO_LIMIT = Reading.unavailable("no memory limit is set");

	private static final LeakInfo LEAK = new LeakInfo("ab12cd34", LeakStatus.NEW, LeakKind.HEAP, "order", Severity.HIGH,
			"com.shop.Order", "com.shop.OrderCache.put(OrderCache.java:31)", "OrderController.create",
			List.of("com.shop.OrderCache.put(OrderCache.java:31)"),
			new Holder("com.shop.OrderCache.orders (HashMap)", null, List.of(), null), 1000, 64_000,
			new Growth(31.41592, 30, 33), 0.98765, NOON, NOON.plusSeconds(60),
			List.of(new Reason("live heap rises", "31.4 MB/h", "above 1 MB/h", true)), "Bound the map.");

	@Test
	void rootHoldsTheFieldsOfTheContractInOrder() {
		assertThat(JsonReport.of(report(growing(), profile(null)))).containsOnlyKeys("sessionId", "state", "startedAt",
				"generatedAt", "profilingDuration", "totalSamples", "peakMemoryMb", "averageMemoryMb",
				"memoryGrowthRateMbPerSecond", "memoryEfficiencyScore", "pressure", "snapshot", "leakAnalysis",
				"allocations", "recommendations", "applicationPackages", "cost");
	}

	@Test
	void rootCarriesMebibytesIsoTimesAndLowerCasePressure() {
		assertThat(JsonReport.of(report(growing(), profile(null)))).containsEntry("startedAt", "2026-11-22T12:00:00Z")
			.containsEntry("profilingDuration", "PT1M30S")
			.containsEntry("peakMemoryMb", 2.5)
			.containsEntry("averageMemoryMb", 1.33)
			.containsEntry("memoryGrowthRateMbPerSecond", 0.001)
			.containsEntry("memoryEfficiencyScore", 0.65)
			.containsEntry("pressure", "warning")
			.containsEntry("applicationPackages", List.of("com.acme", "com.shop"));
	}

	@Test
	void costSaysWhatMemprofTakesAndWhatItHoldsBack() {
		assertThat(PrettyJson.write(cost(report(growing(), profile(null))))).isEqualTo("""
				{
				  "heldBytes": 1,
				  "diskBytes": 2,
				  "cpuMillis": 3,
				  "cpuShare": 0.005,
				  "allocatedBytes": 4,
				  "allocationShare": {
				    "unavailable": "observed for too short a time"
				  },
				  "sharesOverSeconds": 300,
				  "pauseMillis": 5,
				  "ticks": 6,
				  "ticksSkipped": 7,
				  "stepFailures": 8,
				  "lastTickMicros": 9,
				  "lastAnalysisMillis": 10,
				  "referenceWalks": 11,
				  "ceiling": {
				    "cpuShare": 0.01,
				    "heldBytes": 31457280,
				    "diskBytes": 67108864
				  },
				  "backOff": {
				    "level": "FEWER_SAMPLES",
				    "since": "2026-11-22T12:00:00Z",
				    "reason": "1.20 % of a processor, above memprof.cost.max-cpu of 1.00 %",
				    "what": "a quarter of the allocation samples"
				  }
				}""");
	}

	@Test
	void snapshotSaysWhyAReadingIsAbsent() {
		assertThat(PrettyJson.write(JsonReport.snapshot(snapshot()))).isEqualTo("""
				{
				  "timestamp": "2026-11-22T12:00:00Z",
				  "rssBytes": 300,
				  "heapBytes": 100,
				  "virtualBytes": 900,
				  "sharedBytes": 30,
				  "heapCommittedBytes": 200,
				  "heapMaxBytes": 400,
				  "liveHeapBytes": {
				    "unavailable": "no garbage collection has run yet"
				  },
				  "liveHeapQuality": "none",
				  "metaspaceBytes": 50,
				  "directBytes": 5,
				  "mappedBytes": 0,
				  "threads": 12,
				  "loadedClasses": 4000,
				  "containerLimitBytes": {
				    "unavailable": "no memory limit is set"
				  },
				  "unexplainedBytes": 7
				}""");
	}

	@Test
	void analysisCarriesVerdictReasonsAndTrend() {
		assertThat(PrettyJson.write(JsonReport.leakAnalysis(growing()))).isEqualTo("""
				{
				  "verdict": "GROWING",
				  "since": "2026-11-22T12:00:00Z",
				  "analysedAt": "2026-11-22T12:05:00Z",
				  "reasons": [
				    {
				      "test": "live heap rises",
				      "value": "31.4 MB/h",
				      "threshold": "above 1 MB/h",
				      "passed": true
				    }
				  ],
				  "growthRateMbPerHour": 31.416,
				  "growthRateLow": 30.0,
				  "growthRateHigh": {
				    "unavailable": "could not be computed"
				  },
				  "liveHeapTrend": {
				    "from": "2026-11-22T11:00:00Z",
				    "to": "2026-11-22T12:00:00Z",
				    "startBytes": 100,
				    "endBytes": 900
				  },
				  "timeToExhaustion": "PT2H",
				  "potentialLeaks": [],
				  "largestAllocations": [
				    {
				      "site": "com.shop.Json.write",
				      "bytes": 600,
				      "share": 0.6667,
				      "count": 6
				    }
				  ],
				  "suspiciousPatterns": [
				    "many threads"
				  ]
				}""");
	}

	@Test
	void analysisWithoutATrendSaysSo() {
		LeakAnalysis warmingUp = new LeakAnalysis(NOON, LeakVerdict.WARMING_UP, NOON, List.of(), null, null, null,
				List.of(), List.of(), List.of());
		assertThat(JsonReport.leakAnalysis(warmingUp))
			.containsEntry("liveHeapTrend", JsonReport.unavailable("the live heap has no trend yet"))
			.containsEntry("growthRateMbPerHour", JsonReport.unavailable("the live heap has no trend yet"))
			.containsEntry("timeToExhaustion", JsonReport.unavailable("the live heap has no trend yet"));
	}

	@Test
	void beforeTheFirstAnalysisThereIsNoTimeOfOne() {
		assertThat(JsonReport.leakAnalysis(LeakAnalysis.notYet(NOON))).containsEntry("since", "2026-11-22T12:00:00Z")
			.containsEntry("analysedAt", JsonReport.unavailable("no analysis of this session has run yet"));
	}

	@Test
	void theSuspectReferenceIsALineOfTheChain() {
		List<String> chain = List.of("GC root: Threads", "com.shop.OrderCache.orders", "java.util.HashMap.table");
		assertThat(JsonReport.leak(heldBy(new Holder("orders", null, chain, 1, null))))
			.containsEntry("referenceChain", chain)
			.containsEntry("suspectReference", 1L);
		assertThat(JsonReport.leak(heldBy(new Holder("threads", null, chain, null)))).containsEntry("suspectReference",
				JsonReport.unavailable("the chain does not tell which of its references keeps what it should not"));
		assertThat(JsonReport.leak(heldBy(Holder.unknown("not searched")))).containsEntry("suspectReference",
				JsonReport.unavailable("not searched"));
	}

	@Test
	void leakSaysWhatWhereAndWho() {
		assertThat(PrettyJson.write(JsonReport.leak(LEAK))).isEqualTo("""
				{
				  "fingerprint": "ab12cd34",
				  "status": "NEW",
				  "kind": "HEAP",
				  "component": "order",
				  "severity": "high",
				  "className": "com.shop.Order",
				  "allocationSite": "com.shop.OrderCache.put(OrderCache.java:31)",
				  "operation": "OrderController.create",
				  "stackTrace": [
				    "com.shop.OrderCache.put(OrderCache.java:31)"
				  ],
				  "holder": "com.shop.OrderCache.orders (HashMap)",
				  "bean": {
				    "unavailable": "no Spring bean is known to own it"
				  },
				  "referenceChain": {
				    "unavailable": "no reference chain was walked"
				  },
				  "suspectReference": {
				    "unavailable": "no reference chain was walked"
				  },
				  "allocationCount": 1000,
				  "totalSizeBytes": 64000,
				  "averageSizeBytes": 64,
				  "growthRateMbPerHour": 31.416,
				  "confidence": 0.988,
				  "firstSeen": "2026-11-22T12:00:00Z",
				  "lastSeen": "2026-11-22T12:01:00Z",
				  "evidence": [
				    {
				      "test": "live heap rises",
				      "value": "31.4 MB/h",
				      "threshold": "above 1 MB/h",
				      "passed": true
				    }
				  ],
				  "advice": "Bound the map."
				}""");
	}

	@Test
	void aLeakOffTheHeapSaysWhyItHasNoSite() {
		LeakInfo threads = new LeakInfo("ab12cd34", LeakStatus.NEW, LeakKind.THREADS, "process", Severity.HIGH,
				"java.lang.Thread", "unknown", "none", List.of(), Holder.unknown("not searched"), 20, 20 << 20,
				new Growth(60, 50, 70), 0.9, NOON, NOON, List.of(), "Share one executor.");
		Map<String, Object> reason = Map.of("unavailable", "allocations of this kind of memory are not sampled");
		assertThat(JsonReport.leak(threads)).containsEntry("allocationSite", reason)
			.containsEntry("operation", reason)
			.containsEntry("stackTrace", reason);
	}

	@Test
	void allocationsListEverySizeAndRanking() {
		assertThat(PrettyJson.write(JsonReport.allocations(profile(null)))).isEqualTo("""
				{
				  "totalCount": 9,
				  "totalBytes": 900,
				  "bytesPerSecond": 11,
				  "efficiencyScore": 0.65,
				  "sizeDistribution": {
				    "tiny": 9,
				    "small": 0,
				    "medium": 0,
				    "large": 0,
				    "huge": 0
				  },
				  "topAllocators": [
				    {
				      "component": "order",
				      "bytes": 900,
				      "share": 1.0,
				      "count": 9,
				      "efficiency": 0.65
				    }
				  ],
				  "topClasses": [
				    {
				      "className": "byte[]",
				      "bytes": 900,
				      "share": 1.0,
				      "count": 9
				    }
				  ],
				  "topSites": [
				    {
				      "site": "com.shop.Json.write",
				      "bytes": 600,
				      "share": 0.6667,
				      "count": 6
				    }
				  ],
				  "topOperations": [
				    {
				      "operation": "ShopController.buy",
				      "bytes": 700,
				      "share": 0.7778,
				      "count": 7,
				      "measured": {
				        "bytes": 900,
				        "count": 3,
				        "averageBytes": 300,
				        "unmeasuredCount": 1
				      }
				    },
				    {
				      "operation": "none",
				      "bytes": 200,
				      "share": 0.2222,
				      "count": 2,
				      "measured": {
				        "unavailable": "no request or job is known to be handled by this method"
				      }
				    }
				  ],
				  "measuredOperations": [
				    {
				      "operation": "http post /orders",
				      "handler": "ShopController.buy",
				      "bytes": 900,
				      "count": 3,
				      "averageBytes": 300,
				      "unmeasuredCount": 1
				    },
				    {
				      "operation": "orders receive",
				      "handler": {
				        "unavailable": "the application's method behind it is not known"
				      },
				      "bytes": {
				        "unavailable": "none of its executions could be measured: see unmeasuredReasons"
				      },
				      "count": 0,
				      "averageBytes": {
				        "unavailable": "none of its executions could be measured: see unmeasuredReasons"
				      },
				      "unmeasuredCount": 1
				    }
				  ],
				  "unmeasuredShare": 0.4,
				  "unmeasuredReasons": [
				    {
				      "reason": "a virtual thread",
				      "count": 2
				    }
				  ]
				}""");
	}

	@Test
	void operationsThatCannotBeMeasuredSayWhy() {
		Map<String, Object> reason = JsonReport.unavailable("not by this JVM");
		AllocationProfile samples = profile(null);
		Map<String, Object> allocations = JsonReport.allocations(new AllocationProfile(samples.stats(), List.of(),
				List.of(), samples.topOperations(), null, MeasuredOperations.unavailable("not by this JVM")));
		assertThat(allocations).containsEntry("measuredOperations", reason)
			.containsEntry("unmeasuredShare", reason)
			.containsEntry("unmeasuredReasons", reason);
		assertThat(allocations).extractingByKey("topOperations", InstanceOfAssertFactories.LIST)
			.allSatisfy((operation) -> assertThat(operation).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("measured", reason));
	}

	@Test
	void allocationsWithoutSamplesKeepTheExactByteCount() {
		Map<String, Object> allocations = JsonReport.allocations(profile("JFR is not available"));
		assertThat(allocations).containsEntry("totalBytes", 900L)
			.containsEntry("totalCount", JsonReport.unavailable("JFR is not available"))
			.containsEntry("topSites", JsonReport.unavailable("JFR is not available"));
	}

	@Test
	void operationsAreMeasuredWithoutSamples() {
		assertThat(JsonReport.allocations(profile("JFR is not available")))
			.extractingByKey("measuredOperations", InstanceOfAssertFactories.LIST)
			.hasSize(2);
	}

	@Test
	void timelineIsCompact() {
		assertThat(PrettyJson.write(JsonReport.timeline(List.of(snapshot()), List.of(collection())))).isEqualTo("""
				{
				  "snapshots": [
				    {
				      "timestamp": "2026-11-22T12:00:00Z",
				      "rssBytes": 300,
				      "heapBytes": 100,
				      "heapCommittedBytes": 200,
				      "liveHeapBytes": {
				        "unavailable": "no garbage collection has run yet"
				      },
				      "metaspaceBytes": 50,
				      "directBytes": 5,
				      "threads": 12,
				      "loadedClasses": 4000
				    }
				  ],
				  "collections": [
				    {
				      "timestamp": "2026-11-22T12:00:00Z",
				      "liveHeapBytes": 90,
				      "quality": "old"
				    }
				  ]
				}""");
	}

	@Test
	void flameGraphIsATree() {
		FlameGraph put = new FlameGraph("java.util.HashMap.put", 8, 2, List.of());
		FlameGraph tree = new FlameGraph("all", 9, 3,
				List.of(new FlameGraph("com.shop.order.Orders.create", 8, 2, List.of(put)),
						new FlameGraph("java.lang.Thread.run", 1, 1, List.of())));
		assertThat(PrettyJson.write(JsonReport.flameGraph(tree, new ComponentNaming(Map.of(), List.of("com.shop")))))
			.isEqualTo("""
					{
					  "frame": "all",
					  "bytes": 9,
					  "count": 3,
					  "component": "jdk",
					  "children": [
					    {
					      "frame": "com.shop.order.Orders.create",
					      "bytes": 8,
					      "count": 2,
					      "application": true,
					      "component": "order",
					      "children": [
					        {
					          "frame": "java.util.HashMap.put",
					          "bytes": 8,
					          "count": 2
					        }
					      ]
					    },
					    {
					      "frame": "java.lang.Thread.run",
					      "bytes": 1,
					      "count": 1
					    }
					  ]
					}""");
	}

	@Test
	void aLargeFlameGraphIsCutAndSaysSo() {
		List<FlameGraph> callees = new ArrayList<>();
		for (int i = 1; i <= 20_000; i++) {
			callees
				.add(new FlameGraph("org.springframework.web.servlet.FrameworkServlet.process" + i, i, 1, List.of()));
		}
		FlameGraph tree = new FlameGraph("all", 200_010_000, 20_000, callees);

		Map<String, Object> json = JsonReport.flameGraph(tree, new ComponentNaming(Map.of(), List.of("com.shop")));

		assertThat(json).containsEntry("framesLeftOut", 16_001L).containsEntry("leftOutUpToBytes", 16_001L);
		assertThat((List<?>) json.get("children")).hasSize(4_000);
	}

	private static LeakInfo heldBy(Holder holder) {
		return new LeakInfo(LEAK.fingerprint(), LEAK.status(), LEAK.kind(), LEAK.component(), LEAK.severity(),
				LEAK.className(), LEAK.allocationSite(), LEAK.operation(), LEAK.stackTrace(), holder,
				LEAK.allocationCount(), LEAK.totalSizeBytes(), LEAK.growth(), LEAK.confidence(), LEAK.firstSeen(),
				LEAK.lastSeen(), LEAK.evidence(), LEAK.advice());
	}

	private static LiveHeap collection() {
		return new LiveHeap(Reading.of(90), LiveHeap.Quality.OLD, NOON);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> cost(MemoryReport report) {
		return (Map<String, Object>) JsonReport.of(report).get("cost");
	}

	private static MemoryReport report(LeakAnalysis analysis, AllocationProfile allocations) {
		return new MemoryReport("0123456789ab", "running", NOON, NOON.plusSeconds(90), 18,
				new MemoryReport.MemoryUse(2_621_440, 1_398_101, 1048.576), MemoryPressure.WARNING, snapshot(),
				analysis, allocations, List.of("Bound the map."), List.of("com.acme", "com.shop"),
				new Cost(1, Reading.of(2), new OwnUse(3L, Reading.of(4), 0.005, null, Duration.ofMinutes(5)), 5, 6, 7,
						8, 9, 10, 11, CostCeiling.OF_A_SERVICE, new BackOff(BackOff.Level.FEWER_SAMPLES, NOON,
								"1.20 % of a processor, above memprof.cost.max-cpu of 1.00 %")));
	}

	private static MemorySnapshot snapshot() {
		return new MemorySnapshot(NOON, Reading.of(300), 100, Reading.of(900), Reading.of(30), 200, Reading.of(400),
				LiveHeap.NONE, 50, Reading.of(5), Reading.of(0), 12, 4000, NO_LIMIT, Reading.of(7));
	}

	private static LeakAnalysis growing() {
		return new LeakAnalysis(NOON.plusSeconds(300), LeakVerdict.GROWING, NOON,
				List.of(new Reason("live heap rises", "31.4 MB/h", "above 1 MB/h", true)),
				new Growth(31.41592, 30, Double.POSITIVE_INFINITY),
				new LiveHeapTrend(NOON.minusSeconds(3600), NOON, 100, 900), Duration.ofHours(2), List.of(),
				List.of(new AllocationTotal("com.shop.Json.write", 600, 6, 2 / 3.0, 0.65)), List.of("many threads"));
	}

	private static AllocationProfile profile(String unavailable) {
		return new AllocationProfile(
				new AllocationStats(9, 900, 10.6, 3, 0.65, Map.of(SizeCategory.TINY, 9L),
						List.of(new AllocationTotal("order", 900, 9, 1, 0.65))),
				List.of(new AllocationTotal("byte[]", 900, 9, 1, 0.65)),
				List.of(new AllocationTotal("com.shop.Json.write", 600, 6, 2 / 3.0, 0.65)),
				List.of(new AllocationTotal("ShopController.buy", 700, 7, 7 / 9.0, 0.65),
						new AllocationTotal("none", 200, 2, 2 / 9.0, 0.65)),
				unavailable,
				new MeasuredOperations(
						List.of(new MeasuredOperation("http post /orders", "ShopController.buy", 900, 3, 1),
								new MeasuredOperation("orders receive", null, 0, 0, 1)),
						5, List.of(new MeasuredOperations.Unmeasured("a virtual thread", 2)), null));
	}

}

package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.memprof.e2e.Exposition.Series;
import io.memprof.e2e.Load.Served;
import io.memprof.e2e.TroubledCollector.Trouble;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A collector that goes through all that collectors go through, under load. Prints a
 * table. {@code ./mvnw verify -Pe2e -Dit.test=OutageDrillIT -Ddrill.stage=PT3M} takes
 * minutes for each trouble.
 */
class OutageDrillIT {

	private static final Duration STAGE = Duration.parse(System.getProperty("drill.stage", "PT15S"));

	private static final List<Trouble> STAGES = List.of(Trouble.NONE, Trouble.DOWN, Trouble.SLOW, Trouble.OVERLOADED,
			Trouble.THROTTLED, Trouble.CUT, Trouble.NONE);

	/** What belongs to the export over OTLP. */
	private static final Pattern EXPORTER = Pattern.compile(".*\\b(okhttp3|okio|io\\.opentelemetry\\.proto"
			+ "|com\\.google\\.protobuf|io\\.micrometer\\.registry\\.otlp|io\\.memprof\\.telemetry)\\..*");

	private static final Pattern THREAD = Pattern.compile("memprof-otlp-push|OkHttp.*|Okio.*");

	/** Labels that tell the series of one instance apart by every route. */
	private static final Set<String> OWN_LABELS = Set.of("component", "operation", "severity", "size_category", "le");

	private final List<String> table = new ArrayList<>(
			List.of("| collector | requests | lost | median ms | p99 ms | exporter threads | exporter KiB | state |",
					"|---|---|---|---|---|---|---|---|"));

	@Test
	void theShopNoticesNothingAndNoTotalIsLost() throws Exception {
		try (Collector collector = Collector.start(Collector.SHIPPED, Map.of());
				TroubledCollector front = new TroubledCollector(collector.httpPort());
				Shop shop = Shop.open("--demo.traffic.requests-per-second=20", "--memprof.sampling-interval=10s",
						"--memprof.telemetry.enabled=true", "--memprof.telemetry.endpoint=" + front.endpoint(),
						"--memprof.telemetry.export-interval=1s", "--management.endpoints.web.exposure.include=*")) {
			List<Served> served = new ArrayList<>();
			List<Footprint> footprints = new ArrayList<>();
			try (Load load = new Load(shop)) {
				Thread.sleep(STAGE.toMillis());
				load.take();
				for (Trouble trouble : STAGES) {
					front.have(trouble);
					Thread.sleep(STAGE.toMillis());
					served.add(load.take());
					footprints.add(footprint(shop));
					load.take();
					report(trouble, served, footprints, shop);
				}
			}
			AtomicReference<Map<Series, Double>> own = new AtomicReference<>(Map.of());
			shop.await("known to the collector in all its totals", Duration.ofMinutes(1), () -> {
				own.set(totals(shop));
				return !own.get().isEmpty() && totals(collector.metrics()).entrySet().containsAll(own.get().entrySet());
			});
			this.table.add("Totals: %d series of counters and histograms, all equal at the collector"
				.formatted(own.get().size()));

			front.have(Trouble.DOWN);
			this.table.add("Shutdown with the collector down: %d ms".formatted(shop.stop().toMillis()));
			System.out.println(String.join("\n", this.table));

			assertThat(served).allMatch((each) -> each.lost() == 0 && each.requests() > 0);
			assertThat(footprints.stream().map(Footprint::threads)).allMatch((threads) -> threads <= 6);
			long first = footprints.get(0).bytes();
			assertThat(footprints.get(footprints.size() - 1).bytes()).isLessThan(first * 3 / 2 + (1 << 20));
			assertThat(shop.log().lines().filter((line) -> line.contains("do not reach"))).hasSizeBetween(1,
					STAGES.size());
			assertThat(shop.log().lines().filter((line) -> line.contains("again, after"))).isNotEmpty();
		}
	}

	private void report(Trouble trouble, List<Served> served, List<Footprint> footprints, Shop shop)
			throws IOException, InterruptedException {
		Served last = served.get(served.size() - 1);
		Footprint footprint = footprints.get(footprints.size() - 1);
		String row = String.format(Locale.ROOT, "| %s | %d | %d | %.1f | %.1f | %d | %d | %s |", trouble,
				last.requests(), last.lost(), last.medianMillis(), last.p99Millis(), footprint.threads(),
				footprint.bytes() >> 10, shop.telemetry().path("state").asString());
		this.table.add(row);
		System.out.println(row);
	}

	private static Map<Series, Double> totals(Shop shop) throws IOException, InterruptedException {
		return totals(Exposition.parse(shop.get("/actuator/prometheus").body()));
	}

	/** Counters and histograms of memprof, by name and own labels. */
	private static Map<Series, Double> totals(Exposition exposition) {
		return exposition.values()
			.entrySet()
			.stream()
			.filter((each) -> each.getKey().name().matches("memory_.*_(total|bucket|count|sum)"))
			.collect(Collectors.toMap((each) -> withOwnLabels(each.getKey()), Map.Entry::getValue));
	}

	private static Series withOwnLabels(Series series) {
		Map<String, String> labels = new TreeMap<>(series.labels());
		labels.keySet().retainAll(OWN_LABELS);
		labels.computeIfPresent("le",
				(key, bound) -> bound.equals("+Inf") ? bound : String.valueOf(Double.parseDouble(bound)));
		return new Series(series.name(), labels);
	}

	private static Footprint footprint(Shop shop) throws IOException, InterruptedException {
		long threads = shop.json("/actuator/threaddump")
			.path("threads")
			.valueStream()
			.filter((thread) -> THREAD.matcher(thread.path("threadName").asString("")).matches())
			.count();
		return new Footprint(threads, exporterBytes(shop.pid()));
	}

	/** Bytes of live objects, by a histogram of classes after a full collection. */
	private static long exporterBytes(long pid) throws IOException, InterruptedException {
		Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				String.valueOf(pid), "GC.class_histogram")
			.redirectErrorStream(true)
			.start();
		try (var lines = jcmd.inputReader()) {
			return lines.lines()
				.filter((line) -> EXPORTER.matcher(line).matches())
				.mapToLong((line) -> Long.parseLong(line.strip().split("\\s+")[2]))
				.sum();
		}
	}

	/**
	 * What the export takes of the shop.
	 *
	 * @param threads that it has
	 * @param bytes of live objects
	 */
	private record Footprint(long threads, long bytes) {
	}

}

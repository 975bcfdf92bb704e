package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.memprof.allocation.ComponentNaming;
import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.MebiBytes;
import org.jspecify.annotations.Nullable;

/**
 * Watches one kind of memory outside the heap: it leaks when its floor rises throughout a
 * long enough time, by a notable amount, and goes on rising. When there is other evidence
 * of the same, the time need not be as long.
 */
final class OffHeapRule {

	private static final double MEBIBYTE = 1 << 20;

	/** Of the growth that is notable, to look closer. */
	private static final double SUSPICIOUS = 0.3;

	/** What has come to rest for the last part of the time has filled up. */
	private static final int LATEST_PART = 6;

	private static final double STILL_RISING = 0.25;

	private final LeakKind kind;

	private final String unit;

	private final ToDoubleFunction<MemorySnapshot> reading;

	private final double bytesPerUnit;

	private final double leastGrowth;

	private final double leastShare;

	/** How many times the usual length of observation. */
	private final double patience;

	private final FloorSeries series;

	/** What of the growth may be the heap's, touched for the first time. */
	private double doubt;

	private double heapPeak;

	private OffHeapRule(LeakKind kind, String unit, ToDoubleFunction<MemorySnapshot> reading, double bytesPerUnit,
			double leastGrowth, double leastShare, double patience, Duration bin) {
		this.kind = kind;
		this.unit = unit;
		this.reading = reading;
		this.bytesPerUnit = bytesPerUnit;
		this.leastGrowth = leastGrowth;
		this.leastShare = leastShare;
		this.patience = patience;
		this.series = new FloorSeries(bin);
	}

	/**
	 * Threads, metaspace, direct buffers and what only the size of the process shows. The
	 * last is noisy, as allocators keep what was freed: it needs more, for longer.
	 */
	static List<OffHeapRule> all(Duration bin) {
		return List.of(new OffHeapRule(LeakKind.THREADS, "threads", MemorySnapshot::threads, MEBIBYTE, 10, 0.2, 1, bin),
				new OffHeapRule(LeakKind.METASPACE, "MB", (snapshot) -> snapshot.metaspace() / MEBIBYTE, MEBIBYTE, 4,
						0.05, 1, bin),
				new OffHeapRule(LeakKind.DIRECT, "MB", (snapshot) -> snapshot.direct().bytesOr(0) / MEBIBYTE, MEBIBYTE,
						4, 0.2, 1, bin),
				new OffHeapRule(
						LeakKind.NATIVE, "MB", (snapshot) -> snapshot.unexplained().isAvailable()
								? snapshot.unexplained().bytes() / MEBIBYTE : Double.NaN,
						MEBIBYTE, 32, 0.2, 1.15, bin));
	}

	LeakKind kind() {
		return this.kind;
	}

	void observe(MemorySnapshot snapshot) {
		double value = this.reading.applyAsDouble(snapshot);
		if (!Double.isNaN(value)) {
			this.series.add(snapshot.timestamp(), value);
		}
		if (this.kind == LeakKind.NATIVE) {
			this.heapPeak = Math.max(this.heapPeak, snapshot.heapUsed() / MEBIBYTE);
			this.doubt = Math.max(this.doubt, snapshot.heapCommitted() / MEBIBYTE - this.heapPeak);
		}
	}

	void clear() {
		this.series.clear();
		this.doubt = 0;
		this.heapPeak = 0;
	}

	/**
	 * Whether it has risen and has not come to rest.
	 */
	boolean goesOnRising(Instant from, Windows windows) {
		FloorSeries.Trend trend = this.series.since(from);
		return isSuspicious(from, windows) && trend != null && !trend.flattened();
	}

	/**
	 * Whether it is worth while to look closer.
	 */
	boolean isSuspicious(Instant from, Windows windows) {
		FloorSeries.Trend trend = this.series.since(from);
		return trend != null && trend.seconds() >= windows.warmUp().toSeconds() * 0.5 && trend.line().low() > 0
				&& trend.growth() >= SUSPICIOUS * this.leastGrowth;
	}

	/**
	 * The leak, or {@code null} when there is none.
	 * @param origin where the memory comes from
	 */
	@Nullable LeakInfo judge(Instant from, Instant now, Windows windows, OffHeapOrigin origin, ComponentNaming naming) {
		FloorSeries.Trend trend = this.series.since(from);
		double seconds = origin.corroborates() ? windows.accumulation().toSeconds()
				: windows.offHeap().toSeconds() * this.patience;
		double share = origin.corroborates() ? 0 : this.leastShare;
		if (trend == null || trend.seconds() < seconds * 0.9 || !trend.rises() || !risesStill(trend, now, windows)
				|| trend.growth() * origin.share() < this.leastGrowth + this.doubt
				|| trend.growth() < share * Math.max(1, trend.start())) {
			return null;
		}
		Growth growth = growth(trend, origin.share());
		long bytes = Math.round(trend.growth() * origin.share() * this.bytesPerUnit);
		String name = this.kind.name().toLowerCase(Locale.ROOT);
		List<Reason> evidence = new ArrayList<>();
		evidence.add(new Reason(name + " rise throughout",
				String.format(Locale.ROOT, "%.0f to %.0f %s in %.0f s", trend.start(), trend.end(), this.unit,
						trend.seconds()),
				String.format(Locale.ROOT, "at least %.0f %s and %.0f %%, still rising after %.0f s",
						this.leastGrowth + this.doubt, this.unit, share * 100, seconds),
				true));
		evidence.addAll(origin.evidence());
		String site = (origin.site() != null) ? origin.site().toString() : "unknown";
		return new LeakInfo(Fingerprint.of(this.kind, origin.stableName(), ApplicationPath.of(origin.stack(), naming)),
				LeakStatus.NEW, this.kind, origin.stack().isEmpty() ? "process" : naming.component(origin.stack()),
				Severity.of(MebiBytes.fromBytes(bytes), growth.mbPerHour()), origin.className(), site,
				naming.operation(origin.stack()), origin.stack().stream().map(Object::toString).toList(),
				origin.holder(), Math.max(1, Math.round(trend.growth() * origin.share())), bytes, growth, 0.9, now, now,
				evidence, Advice.of(this.kind, origin.holder(), site));
	}

	/** Whether the latest part of the time brought its share too. */
	private boolean risesStill(FloorSeries.Trend trend, Instant now, Windows windows) {
		double seconds = Math.max(trend.seconds() / LATEST_PART, windows.analysis().toSeconds() * 3);
		FloorSeries.Trend latest = this.series.since(now.minusMillis(Math.round(seconds * 1000)));
		return latest == null || latest.line().slope() >= STILL_RISING * trend.line().slope();
	}

	private Growth growth(FloorSeries.Trend trend, double share) {
		double perHour = 3600 * this.bytesPerUnit * share;
		return new Growth(MebiBytes.fromBytes(trend.line().slope() * perHour),
				MebiBytes.fromBytes(trend.line().low() * perHour), MebiBytes.fromBytes(trend.line().high() * perHour));
	}

}

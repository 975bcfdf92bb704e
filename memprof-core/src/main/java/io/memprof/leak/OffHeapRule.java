package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.memprof.snapshot.MemorySnapshot;
import io.memprof.unit.MebiBytes;
import org.jspecify.annotations.Nullable;

/**
 * Watches one kind of memory outside the heap: it leaks when its floor rises throughout a
 * long enough time and by a notable amount.
 */
final class OffHeapRule {

	private final LeakKind kind;

	private final String unit;

	private final ToDoubleFunction<MemorySnapshot> reading;

	private final double bytesPerUnit;

	private final double leastGrowth;

	private final double leastShare;

	private final String className;

	private final FloorSeries series;

	private OffHeapRule(LeakKind kind, String unit, ToDoubleFunction<MemorySnapshot> reading, double bytesPerUnit,
			double leastGrowth, double leastShare, String className, Duration bin) {
		this.kind = kind;
		this.unit = unit;
		this.reading = reading;
		this.bytesPerUnit = bytesPerUnit;
		this.leastGrowth = leastGrowth;
		this.leastShare = leastShare;
		this.className = className;
		this.series = new FloorSeries(bin);
	}

	/**
	 * Threads, metaspace and direct buffers.
	 */
	static List<OffHeapRule> all(Duration bin) {
		double mebibyte = 1 << 20;
		return List.of(
				new OffHeapRule(LeakKind.THREADS, "threads", MemorySnapshot::threads, mebibyte, 10, 0.2,
						"java.lang.Thread", bin),
				new OffHeapRule(LeakKind.METASPACE, "MB", (snapshot) -> snapshot.metaspace() / mebibyte, mebibyte, 4,
						0.05, "java.lang.Class", bin),
				new OffHeapRule(LeakKind.DIRECT, "MB", (snapshot) -> snapshot.direct().bytesOr(0) / mebibyte, mebibyte,
						4, 0.2, "java.nio.DirectByteBuffer", bin));
	}

	void observe(MemorySnapshot snapshot) {
		this.series.add(snapshot.timestamp(), this.reading.applyAsDouble(snapshot));
	}

	void clear() {
		this.series.clear();
	}

	/**
	 * The leak, or {@code null} when there is none.
	 */
	@Nullable LeakInfo judge(Instant from, Instant now, Windows windows) {
		FloorSeries.Trend trend = this.series.since(from);
		if (trend == null || trend.seconds() < windows.offHeap().toSeconds() * 0.9 || !trend.rises()
				|| trend.growth() < this.leastGrowth || trend.growth() < this.leastShare * Math.max(1, trend.start())) {
			return null;
		}
		double perHour = 3600 * this.bytesPerUnit;
		Growth growth = new Growth(MebiBytes.fromBytes(trend.line().slope() * perHour),
				MebiBytes.fromBytes(trend.line().low() * perHour), MebiBytes.fromBytes(trend.line().high() * perHour));
		long bytes = Math.round(trend.growth() * this.bytesPerUnit);
		String name = this.kind.name().toLowerCase(Locale.ROOT);
		Reason reason = new Reason(name + " rise throughout",
				String.format(Locale.ROOT, "%.0f to %.0f %s in %.0f s", trend.start(), trend.end(), this.unit,
						trend.seconds()),
				String.format(Locale.ROOT, "at least %.0f %s and %.0f %%, still rising after %d s", this.leastGrowth,
						this.unit, this.leastShare * 100, windows.offHeap().toSeconds()),
				true);
		Holder holder = Holder.unknown("not searched for this kind of memory");
		return new LeakInfo(Fingerprint.of(this.kind, this.className, List.of()), LeakStatus.NEW, this.kind, "process",
				Severity.of(MebiBytes.fromBytes(bytes), growth.mbPerHour()), this.className, "unknown", "none",
				List.of(), holder, Math.round(trend.growth()), bytes, growth, 0.9, now, now, List.of(reason),
				Advice.of(this.kind, holder, name));
	}

}

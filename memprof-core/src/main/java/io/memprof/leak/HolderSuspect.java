package io.memprof.leak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.StackFrame;
import io.memprof.unit.MebiBytes;
import org.jspecify.annotations.Nullable;

/**
 * A container that was seen to grow, found without sampling objects.
 *
 * @param rising container and its growth
 * @param stack that most likely fills it, innermost frame first; empty when unknown
 */
record HolderSuspect(HolderGrowth.Rising rising, List<StackFrame> stack) implements Suspect {

	/** Below what survivors with a chain have: sizes are those of few elements. */
	private static final double CONFIDENCE = 0.85;

	HolderSuspect {
		stack = List.copyOf(stack);
	}

	@Override
	public String className() {
		return point().elementClass();
	}

	@Override
	public AccumulationPoint point() {
		return this.rising.container().point();
	}

	@Override
	public LeakInfo reported(int survivors, @Nullable Growth growth, ComponentNaming naming,
			ToLongFunction<String> sizeOf, BeanNames beans, Instant now) {
		FloorSeries.Trend trend = this.rising.trend();
		Growth own = growth(growth);
		long bytes = Math.max(Math.round(trend.growth() * this.rising.container().elementBytes()),
				Math.round(MebiBytes.toBytes(own.mbPerHour()) / 3600.0 * trend.seconds()));
		StackFrame site = naming.site(this.stack);
		String siteName = (site != null) ? site.toString() : "unknown";
		Holder holder = point().holder(beans);
		List<Reason> evidence = new ArrayList<>();
		evidence.add(new Reason("the container grows and grows",
				String.format(Locale.ROOT, "%.0f to %.0f elements of about %d bytes in %.0f s", trend.start(),
						trend.end(), this.rising.container().elementBytes(), trend.seconds()),
				"throughout, without coming back", true));
		evidence.add(new Reason(
				"they are held, not just uncollected", (holder.bean() != null)
						? "found by a search from bean " + holder.bean() : "found by a search from a static field",
				"reachable", true));
		if (this.stack.isEmpty()) {
			evidence.add(new Reason("the allocation site is known", "no sampled allocation fits",
					"allocates the class, or runs through its holder", false));
		}
		return new LeakInfo(Fingerprint.of(LeakKind.HEAP, className(), List.of(String.valueOf(holder.container()))),
				LeakStatus.NEW, LeakKind.HEAP, naming.component(this.stack),
				Severity.of(MebiBytes.fromBytes(bytes), own.mbPerHour()), className(), siteName,
				naming.operation(this.stack), this.stack.stream().map(StackFrame::toString).toList(), holder,
				Math.round(trend.growth()), bytes, own, CONFIDENCE, now, now, evidence,
				Advice.of(LeakKind.HEAP, holder, siteName));
	}

	/**
	 * By the elements and their size; where that is not to be known, all that the live
	 * heap grows by.
	 */
	private Growth growth(@Nullable Growth liveHeap) {
		if (this.rising.container().opaque() && liveHeap != null) {
			return liveHeap;
		}
		FloorSeries.Trend trend = this.rising.trend();
		double perElement = this.rising.container().elementBytes() * 3600.0;
		return new Growth(MebiBytes.fromBytes(trend.line().slope() * perElement),
				MebiBytes.fromBytes(trend.line().low() * perElement),
				MebiBytes.fromBytes(trend.line().high() * perElement));
	}

}

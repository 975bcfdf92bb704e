package io.memprof.leak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.StackFrame;
import io.memprof.unit.MebiBytes;
import org.jspecify.annotations.Nullable;

/**
 * Classes whose objects get more and more, and nobody was found who holds them. All that
 * grow at once are one suspect.
 *
 * @param telling the one to name
 * @param all with it, most bytes first
 * @param stack that most likely allocates it, innermost frame first; empty when unknown
 */
record ClassSuspect(ClassGrowth.Growing telling, List<ClassGrowth.Growing> all,
		List<StackFrame> stack) implements Suspect {

	/** Neither ages nor holder are known. */
	private static final double CONFIDENCE = 0.7;

	private static final int SHOWN = 5;

	ClassSuspect {
		all = List.copyOf(all);
		stack = List.copyOf(stack);
	}

	@Override
	public String className() {
		return this.telling.className();
	}

	@Override
	public @Nullable AccumulationPoint point() {
		return null;
	}

	Set<String> classes() {
		return this.all.stream().map(ClassGrowth.Growing::className).collect(Collectors.toSet());
	}

	@Override
	public LeakInfo reported(int survivors, @Nullable Growth growth, ComponentNaming naming,
			ToLongFunction<String> sizeOf, BeanNames beans, Instant now) {
		long bytes = this.all.stream().mapToLong(ClassGrowth.Growing::bytes).sum();
		double perHour = MebiBytes.fromBytes(bytes * 3600.0 / Math.max(1, this.telling.over().toSeconds()));
		Growth own = (growth != null) ? growth : new Growth(perHour, 0, perHour);
		StackFrame site = naming.site(this.stack);
		String siteName = (site != null) ? site.toString() : "unknown";
		Holder holder = Holder.unknown("no bean and no static field was found that leads to it: it may hang on a thread"
				+ " or inside the JDK");
		List<Reason> evidence = new ArrayList<>();
		evidence.add(new Reason("objects of these classes get more and more",
				this.all.stream()
					.limit(SHOWN)
					.map((one) -> String.format(Locale.ROOT, "%s %+d", one.className(), one.instances()))
					.collect(Collectors.joining(", ")) + " in " + this.telling.over().toSeconds() + " s",
				"in every interval between histograms", true));
		evidence.add(new Reason("they are held, not just uncollected", "counted from the GC roots", "reachable", true));
		return new LeakInfo(Fingerprint.of(LeakKind.HEAP, className(), List.of()), LeakStatus.NEW, LeakKind.HEAP,
				naming.component(this.stack), Severity.of(MebiBytes.fromBytes(bytes), own.mbPerHour()), className(),
				siteName, naming.operation(this.stack), this.stack.stream().map(StackFrame::toString).toList(), holder,
				this.telling.instances(), bytes, own, CONFIDENCE, now, now, evidence,
				Advice.of(LeakKind.HEAP, holder, siteName));
	}

}

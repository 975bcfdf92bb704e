package io.memprof.test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlightRecorderStream.JfrUnavailableException;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakTrial;
import io.memprof.snapshot.LiveHeapSource;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * One leak check: warm up, count in rounds, and where something grows, explain. For one
 * thread, once.
 */
final class Experiment {

	/** Rounds without JFR, which would add objects of its own. */
	private static final int COUNTED_ROUNDS = 6;

	/** Fewer loops in a round may all differ in the same way by chance. */
	private static final int FEWEST_LOOPS = 3;

	private static final int MOST_LOOPS = 100_000;

	/** Parts of the time: the warm-up and one round. */
	private static final int WARM_UP_PART = 10;

	private static final int ROUND_PART = 40;

	/** Part of the room in the heap that one round may fill with what it leaks. */
	private static final int ROOM_PART = 60;

	/**
	 * JFR samples an object about each megabyte that a thread allocates: so many leaked
	 * bytes a round are plenty, and more only make each collection longer.
	 */
	private static final double BYTES_PER_ROUND = 4 << 20;

	private static final Duration WALK = Duration.ofSeconds(5);

	/** What only a chain of references could tell from a leak. */
	private static final Pattern MAY_BE_BOUNDED = Pattern
		.compile("com\\.github\\.benmanes\\.caffeine\\.cache\\..*|com\\.google\\.common\\.cache\\..*"
				+ "|java\\.util\\.LinkedHashMap\\$Entry|java\\.lang\\.ref\\.(Soft|Weak)Reference"
				+ "|java\\.util\\.WeakHashMap\\$Entry|.*[sS]ession.*");

	private final Scenario scenario;

	private final LeakCheck.Settings settings;

	private final ComponentNaming naming;

	Experiment(Scenario scenario, LeakCheck.Settings settings) {
		this.scenario = scenario;
		this.settings = settings;
		this.naming = new ComponentNaming(Map.of(), settings.packages());
	}

	void run() throws Exception {
		ClassHistogram before = ClassHistogram.afterCollection();
		Loop loop = new Loop(this.scenario, before.bytes());
		Loop.Pace pace = loop.warmUp(Math.max(FEWEST_LOOPS, this.settings.warmUpLoops()), part(WARM_UP_PART));
		ClassHistogram warm = ClassHistogram.afterCollection();
		requireTime(pace);
		int probed = loops(loop, pace.nanosPerLoop(), bytesPerLoop(before, warm, pace.loops()));
		loop.run(probed);
		ClassHistogram probe = ClassHistogram.afterCollection();
		int loops = loops(loop, pace.nanosPerLoop(), bytesPerLoop(warm, probe, probed));
		Growth counted = new Growth(probe);
		for (int round = 0; round < COUNTED_ROUNDS && (round == 0 || !counted.isEmpty()); round++) {
			int run = loop.run(loops).loops();
			requireRoom(loop, run);
			counted.add(ClassHistogram.afterCollection(), run);
		}
		if (!counted.isEmpty()) {
			judge(explain(loop, loops, counted), counted);
		}
	}

	/**
	 * Loops on with JFR, where it can be had, and asks who holds what grows.
	 */
	private Explained explain(Loop loop, int loops, Growth counted) throws Exception {
		String reason = noSampler();
		if (reason == null) {
			try (LeakTrial trial = LeakTrial.open(this.naming, this.settings.beans())) {
				Growth growth = observe(loop, sampledLoops(loop, loops, counted), counted, trial);
				return new Explained(growth, trial.judge(growth.classes(), growth.last()::sizeOf,
						(double) growth.bytes() / growth.rounds(), WALK), null);
			}
			catch (JfrUnavailableException ex) {
				reason = ex.reason();
			}
		}
		return new Explained(observe(loop, loops, counted, null), null, reason);
	}

	private Growth observe(Loop loop, int loops, Growth counted, @Nullable LeakTrial trial) throws Exception {
		Growth growth = new Growth(ClassHistogram.afterCollection(), counted);
		for (int round = 0; round < LeakTrial.ROUNDS && (round == 0 || !growth.isEmpty()); round++) {
			if (trial != null) {
				trial.beginRound();
			}
			int run = loop.run(loops).loops();
			requireRoom(loop, run);
			if (trial != null) {
				trial.endRound();
			}
			growth.add(ClassHistogram.afterCollection(), run);
		}
		return growth;
	}

	private void judge(Explained explained, Growth counted) {
		Growth growth = explained.growth();
		if (growth.isEmpty()) {
			return;
		}
		LeakTrial.Findings findings = explained.findings();
		List<LeakInfo> leaks = (findings != null) ? findings.leaks() : List.of();
		List<LeakInfo> reported = leaks.stream().filter((leak) -> !isIgnored(leak)).toList();
		if (!reported.isEmpty()) {
			throw new AssertionFailedError(LeakMessage.of(reported, growth));
		}
		if (!leaks.isEmpty()) {
			this.settings.notes().accept("ignored: " + leaks.get(0).className());
			return;
		}
		if (findings != null && !findings.bounded().isEmpty()) {
			findings.bounded().forEach(this.settings.notes());
			return;
		}
		if (findings != null && !findings.unproven().isEmpty()) {
			throw cannotTell(String.join("; ", findings.unproven()));
		}
		judgeByCount(explained, counted);
	}

	/** Nothing was sampled: the count is exact, but it does not know the holder. */
	private void judgeByCount(Explained explained, Growth counted) {
		Growth growth = explained.growth();
		List<String> classes = growth.oneEachLoop(this.naming);
		String because = (explained.reason() != null) ? explained.reason()
				: "JFR sampled none or too few of so few bytes. More loops help, or a JVM for the tests with "
						+ "-XX:TLABSize=4k -XX:-ResizeTLAB";
		if (classes.isEmpty()) {
			throw cannotTell(String.format(Locale.ROOT,
					"%s had more instances after each of %d rounds, but less than one a loop, and nobody could be named: %s",
					String.join(", ", growth.classes().stream().sorted().limit(5).toList()),
					counted.rounds() + growth.rounds(), because));
		}
		if (growth.classes().stream().anyMatch((name) -> MAY_BE_BOUNDED.matcher(name).matches())) {
			throw cannotTell(
					classes.get(0) + " has one more instance with each loop, in what may be a cache or a session "
							+ "that is bounded and still fills; who holds it is not known: " + because
							+ ". Fill it first with warmUp(loops)");
		}
		throw new AssertionFailedError(LeakMessage.ofCount(classes.get(0), growth, because));
	}

	private void requireTime(Loop.Pace pace) {
		double needed = pace.nanosPerLoop() * COUNTED_ROUNDS * FEWEST_LOOPS;
		if (needed > this.settings.within().toNanos()) {
			throw cannotTell(String.format(Locale.ROOT,
					"one loop takes %.0f ms, so %d rounds of %d loops take longer than %d ms; allow more with within(...)",
					pace.nanosPerLoop() / 1e6, COUNTED_ROUNDS, FEWEST_LOOPS, this.settings.within().toMillis()));
		}
	}

	/** A round that could not run says nothing, least of all that nothing grew. */
	private static void requireRoom(Loop loop, int loops) {
		if (loop.isFull()) {
			throw new AssertionFailedError(String.format(Locale.ROOT,
					"the scenario leaks, or needs more memory than there is: after %d loops of a round, most of the "
							+ "%,d MB of heap that were free are taken by objects that full collections spare",
					loops, loop.room() >> 20));
		}
	}

	/** As many as fit into the time and the heap. */
	private int loops(Loop loop, double nanosPerLoop, double bytesPerLoop) {
		double byTime = part(ROUND_PART) / Math.max(1, nanosPerLoop);
		double byRoom = leakedBytes(loop) / Math.max(1, bytesPerLoop);
		return (int) Math.max(FEWEST_LOOPS, Math.min(MOST_LOOPS, Math.min(byTime, byRoom)));
	}

	/** Enough to be sampled where the pace allows it, and not more than that. */
	private static int sampledLoops(Loop loop, int loops, Growth counted) {
		double bytesPerLoop = (double) counted.bytes() / Math.max(1, counted.loops());
		double wanted = leakedBytes(loop) / Math.max(1, bytesPerLoop);
		return (int) Math.max(FEWEST_LOOPS, Math.min(2.0 * loops, wanted));
	}

	private static double leakedBytes(Loop loop) {
		return Math.min(BYTES_PER_ROUND, (double) loop.room() / ROOM_PART);
	}

	private static double bytesPerLoop(ClassHistogram before, ClassHistogram after, int loops) {
		return (double) (after.bytes() - before.bytes()) / Math.max(1, loops);
	}

	private long part(int part) {
		return this.settings.within().toNanos() / part;
	}

	private boolean isIgnored(LeakInfo leak) {
		return this.settings.ignored().contains(leak.fingerprint()) || isIgnored(leak.className());
	}

	private boolean isIgnored(String className) {
		return this.settings.ignored()
			.stream()
			.anyMatch((pattern) -> className.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q")));
	}

	private static @Nullable String noSampler() {
		String reason = LiveHeapSource.ofThisJvm(InstantSource.system()).collector().noOldObjects();
		return (reason != null) ? reason + "; run the tests with another collector to see the holder" : null;
	}

	private static TestAbortedException cannotTell(String because) {
		return new TestAbortedException("cannot tell whether the scenario leaks: " + because);
	}

	/**
	 * What the rounds under JFR gave.
	 *
	 * @param growth of the classes that went on growing
	 * @param findings of the judgement, or {@code null} without JFR
	 * @param reason why there are none, or {@code null}
	 */
	private record Explained(Growth growth, LeakTrial.@Nullable Findings findings, @Nullable String reason) {
	}

}

package io.memprof.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.memprof.leak.BeanNames;

/**
 * Asserts that a scenario, looped, does not leak. A test method of a class with
 * {@link LeakChecks} takes one as parameter.
 * <p>
 * The scenario is looped to warm up, then in rounds that each end with full collections
 * and an exact count of the live instances of every class: what a test may do and
 * production must not. A class that has more of them after <em>every</em> round is a
 * suspect, as in LeakCanary's search for repeatedly growing objects; without one the
 * check has passed, after a few seconds. With a suspect more rounds follow under JFR, and
 * the judgement of production explains who allocates and who holds the objects. There are
 * three outcomes:
 * <ul>
 * <li>nothing grows, or only a holder that is bounded by design and still fills: the
 * assertion passes</li>
 * <li>objects accumulate: {@link org.opentest4j.AssertionFailedError}, with class,
 * allocation site and stack, operation, holder, bean, chain and advice</li>
 * <li>it cannot be told: {@link org.opentest4j.TestAbortedException}, with the reason. A
 * failure would cry wolf and a pass would lie, so it is JUnit's third outcome, which
 * every build tool shows as skipped</li>
 * </ul>
 * What the check sees is the heap of the whole JVM, so there is one at a time. It leaves
 * no thread and no recording behind. Immutable.
 */
public final class LeakCheck {

	private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

	private static final Duration WITHIN = Duration.ofSeconds(10);

	private final Settings settings;

	private LeakCheck(Settings settings) {
		this.settings = settings;
	}

	static LeakCheck of(List<String> packages, BeanNames beans, Consumer<String> notes) {
		return new LeakCheck(new Settings(packages, beans, notes, 1, WITHIN, List.of()));
	}

	/**
	 * Warms up for at least so many loops, for as many as it takes to fill a cache say.
	 * By default for a tenth of the {@link #within time}.
	 */
	public LeakCheck warmUp(int loops) {
		require(loops > 0, "warmUp needs at least 1 loop", loops);
		return new LeakCheck(new Settings(this.settings.packages(), this.settings.beans(), this.settings.notes(), loops,
				this.settings.within(), this.settings.ignored()));
	}

	/**
	 * Time for the loops of a check that passes, 10 seconds by default; it usually takes
	 * a third of that, and one that explains a leak up to twice as long.
	 */
	public LeakCheck within(Duration time) {
		require(!time.isNegative() && !time.isZero(), "within needs a time above zero", time);
		return new LeakCheck(new Settings(this.settings.packages(), this.settings.beans(), this.settings.notes(),
				this.settings.warmUpLoops(), time, this.settings.ignored()));
	}

	/**
	 * Lets leaks pass that are known.
	 * @param patterns fingerprints or class patterns, where {@code *} matches any text,
	 * as in {@code memprof.leaks.ignore}
	 */
	public LeakCheck ignoring(String... patterns) {
		for (String pattern : patterns) {
			require(!pattern.isBlank(), "ignoring needs fingerprints or class patterns", '"' + pattern + '"');
		}
		return new LeakCheck(new Settings(this.settings.packages(), this.settings.beans(), this.settings.notes(),
				this.settings.warmUpLoops(), this.settings.within(), List.of(patterns)));
	}

	/**
	 * Package prefixes of the code that allocation sites are looked for in. By default
	 * the packages that lie in directories of the class path: the module under test.
	 */
	public LeakCheck applicationPackages(String... prefixes) {
		require(prefixes.length > 0, "applicationPackages needs at least one prefix", "none");
		for (String prefix : prefixes) {
			require(!prefix.isBlank(), "applicationPackages needs package prefixes", '"' + prefix + '"');
		}
		return new LeakCheck(new Settings(List.of(prefixes), this.settings.beans(), this.settings.notes(),
				this.settings.warmUpLoops(), this.settings.within(), this.settings.ignored()));
	}

	/**
	 * Loops the scenario on this thread and asserts that nothing accumulates. What the
	 * scenario throws is thrown on.
	 * @throws IllegalStateException while another check runs in this JVM
	 */
	public void assertNoLeak(Scenario scenario) {
		if (!ONE_AT_A_TIME.tryLock() || ONE_AT_A_TIME.getHoldCount() > 1) {
			releaseIfOurs();
			throw new IllegalStateException("another leak check runs in this JVM, and either would see the objects of "
					+ "the other: run them one after another, in classes annotated with @LeakChecks");
		}
		try {
			new Experiment(scenario, this.settings).run();
		}
		catch (Exception ex) {
			throw LeakCheck.<RuntimeException>asItIs(ex);
		}
		finally {
			ONE_AT_A_TIME.unlock();
		}
	}

	/** A scenario that checks in itself holds the lock twice. */
	private static void releaseIfOurs() {
		if (ONE_AT_A_TIME.isHeldByCurrentThread()) {
			ONE_AT_A_TIME.unlock();
		}
	}

	private static void require(boolean holds, String needed, Object given) {
		if (!holds) {
			throw new IllegalArgumentException(needed + ", was " + given);
		}
	}

	/** Checked or not: the test is to see its own exception. */
	@SuppressWarnings("unchecked")
	private static <T extends Exception> T asItIs(Exception ex) throws T {
		throw (T) ex;
	}

	/**
	 * What a check was told.
	 *
	 * @param packages of the application
	 * @param beans names beans on reference chains
	 * @param notes takes what a person may want to know of a check that passes
	 * @param warmUpLoops at least
	 * @param within time for the loops
	 * @param ignored fingerprints or class patterns
	 */
	record Settings(List<String> packages, BeanNames beans, Consumer<String> notes, int warmUpLoops, Duration within,
			List<String> ignored) {

		Settings {
			packages = List.copyOf(packages);
			ignored = List.copyOf(ignored);
		}

	}

}

package io.memprof.leak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

import io.memprof.allocation.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * One path of a simulated application: how much it allocates, how long that lives, and
 * who holds it. Times are seconds since the process began.
 */
final class SimulatedPath {

	private final String site;

	private final DoubleUnaryOperator rate;

	private final Lifetime lifetime;

	private final int pieces;

	private final List<ReferenceChain.Link> holder;

	private final List<StackFrame> stack;

	/**
	 * A path.
	 * @param site class and method that allocates, below {@code com.shop}
	 * @param rate bytes a second at a time
	 * @param lifetime when what is born at a time dies
	 * @param pieces into which what is born between two collections is cut, each with a
	 * death of its own: one where all of it dies together, more where lifetimes are
	 * random
	 * @param holder links from the GC root to the container of its objects
	 */
	private SimulatedPath(String site, DoubleUnaryOperator rate, Lifetime lifetime, int pieces,
			List<ReferenceChain.Link> holder) {
		this.site = site;
		this.rate = rate;
		this.lifetime = lifetime;
		this.pieces = pieces;
		this.holder = List.copyOf(holder);
		int dot = site.indexOf('.');
		this.stack = List.of(new StackFrame("java.util.HashMap", "newNode", 10),
				new StackFrame("com.shop." + site.substring(0, dot), site.substring(dot + 1), 42),
				new StackFrame("org.web.Dispatcher", "call", 7),
				new StackFrame("com.shop.Controller", site.replace('.', '_'), 21));
	}

	/** Held by a map in a field of a service. */
	static SimulatedPath inMap(String site, DoubleUnaryOperator rate, Lifetime lifetime, int pieces) {
		String service = "com.shop." + site.substring(0, site.indexOf('.'));
		return new SimulatedPath(site, rate, lifetime, pieces,
				List.of(link(service, "entries", site), link("java.util.concurrent.ConcurrentHashMap", "table", site)));
	}

	/** The same path with other holders, from the root down: class and field in turn. */
	SimulatedPath heldBy(String... classesAndFields) {
		List<ReferenceChain.Link> links = new ArrayList<>();
		for (int i = 0; i < classesAndFields.length; i += 2) {
			links.add(link(classesAndFields[i], classesAndFields[i + 1], this.site));
		}
		return new SimulatedPath(this.site, this.rate, this.lifetime, this.pieces, links);
	}

	double bytesPerSecond(double time) {
		return this.rate.applyAsDouble(time);
	}

	double death(double birth, Random random) {
		return this.lifetime.death(birth, random);
	}

	int pieces() {
		return this.pieces;
	}

	/** Allocating stack, innermost frame first. */
	List<StackFrame> stack() {
		return this.stack;
	}

	/** The frame that a report names. */
	String allocationSite() {
		return this.stack.get(1).toString();
	}

	OldObject object(Instant allocatedAt, @Nullable ReferenceChain chain) {
		return new OldObject(allocatedAt, 1, "com.shop.Order", -1, this.stack, chain);
	}

	/** What a walk finds for one object. */
	ReferenceChain chain(int number) {
		List<ReferenceChain.Link> links = new ArrayList<>(this.holder);
		links.add(new ReferenceChain.Link("java.util.HashMap$Node[]", false, "[" + number + "]",
				1_000_003L * this.site.hashCode(), ""));
		links.add(new ReferenceChain.Link("java.util.HashMap$Node", false, "value", 2L * number + 1, ""));
		links.add(new ReferenceChain.Link("com.shop.Order", false, "", 2L * number, ""));
		return new ReferenceChain("Threads: Stack Variable", links);
	}

	private static ReferenceChain.Link link(String className, String field, String site) {
		return new ReferenceChain.Link(className, false, field, 31L * className.hashCode() + site.hashCode(), "");
	}

	/**
	 * When an object dies.
	 */
	interface Lifetime {

		Lifetime FOREVER = (birth, random) -> Double.POSITIVE_INFINITY;

		double death(double birth, Random random);

		static Lifetime of(double seconds) {
			return (birth, random) -> birth + seconds;
		}

		static Lifetime exponential(double mean) {
			return (birth, random) -> birth - mean * Math.log(1 - random.nextDouble());
		}

		/** A stay of random length, then a timeout. */
		static Lifetime session(double mean, double timeout) {
			return (birth, random) -> birth - mean * Math.log(1 - random.nextDouble()) + timeout;
		}

	}

}

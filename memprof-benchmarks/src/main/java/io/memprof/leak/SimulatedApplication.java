package io.memprof.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

import io.memprof.leak.SimulatedPath.Lifetime;
import org.jspecify.annotations.Nullable;

/**
 * An application to replay: paths that allocate, the heap they share, and what disturbs
 * it. Times are seconds since the process began.
 */
final class SimulatedApplication {

	private static final double MEBIBYTE = 1 << 20;

	private static final double DAY = 24 * 3600;

	/** Full enough that the collector cannot go on. */
	private static final double EXHAUSTED = 0.95;

	private final List<SimulatedPath> paths = new ArrayList<>();

	private final List<Span> suspensions = new ArrayList<>();

	private final List<Span> idle = new ArrayList<>();

	private final List<Span> storms = new ArrayList<>();

	private final double max = 1024 * MEBIBYTE;

	private final double base;

	private final boolean concurrent;

	private DoubleUnaryOperator load = (time) -> 1;

	private @Nullable SimulatedPath leaking;

	private double onset;

	/**
	 * An application that serves requests over a base of start-up objects.
	 */
	SimulatedApplication(Random random) {
		this.concurrent = random.nextInt(3) > 0;
		this.base = this.max * (0.15 + 0.25 * random.nextDouble());
		double starts = 30 + 90 * random.nextDouble();
		double requests = (4 + 8 * random.nextDouble()) * MEBIBYTE;
		add(SimulatedPath.inMap("Application.start", (time) -> (time < starts) ? this.base / starts : 0,
				Lifetime.FOREVER, 1));
		add(SimulatedPath.inMap("Orders.list", (time) -> 0.6 * requests * load(time), Lifetime.exponential(1), 4));
		add(SimulatedPath.inMap("Search.find", (time) -> 0.3 * requests * load(time), Lifetime.exponential(5), 4));
		add(SimulatedPath.inMap("Reports.render", (time) -> 0.1 * requests * load(time), Lifetime.exponential(40), 8));
	}

	static SimulatedApplication of(ReplayScenario scenario, Random random) {
		SimulatedApplication application = new SimulatedApplication(random);
		scenario.shape(application, random);
		return application;
	}

	double max() {
		return this.max;
	}

	/** Bytes from the base until the heap is exhausted. */
	double room() {
		return EXHAUSTED * this.max - this.base;
	}

	boolean concurrent() {
		return this.concurrent;
	}

	void add(SimulatedPath path) {
		this.paths.add(path);
	}

	/** What requests there are at a time, 1 on an ordinary day. */
	void load(DoubleUnaryOperator load) {
		this.load = load;
	}

	void leak(double onset, DoubleUnaryOperator rate) {
		leak(onset, rate, Lifetime.FOREVER);
	}

	void leak(double onset, DoubleUnaryOperator rate, Lifetime lifetime) {
		this.onset = onset;
		this.leaking = SimulatedPath.inMap("Audit.record", rate, lifetime, (lifetime == Lifetime.FOREVER) ? 1 : 8);
		add(this.leaking);
	}

	void suspend(double from, double seconds) {
		this.suspensions.add(new Span(from, from + seconds));
	}

	void idle(double from, double seconds) {
		this.idle.add(new Span(from, from + seconds));
	}

	void collectEachSecond(double from, double seconds) {
		this.storms.add(new Span(from, from + seconds));
	}

	List<SimulatedPath> paths() {
		return this.paths;
	}

	@Nullable SimulatedPath leaking() {
		return this.leaking;
	}

	double onset() {
		return this.onset;
	}

	/**
	 * A day; what leaks is watched until the heap is exhausted, for three days at most.
	 */
	double longest() {
		return (this.leaking != null) ? 3 * DAY : DAY;
	}

	boolean isSuspended(double time) {
		return anyOf(this.suspensions, time);
	}

	boolean isIdle(double time) {
		return anyOf(this.idle, time);
	}

	boolean isStorm(double time) {
		return anyOf(this.storms, time);
	}

	private double load(double time) {
		return this.load.applyAsDouble(time);
	}

	private static boolean anyOf(List<Span> spans, double time) {
		for (Span span : spans) {
			if (time >= span.from && time < span.to) {
				return true;
			}
		}
		return false;
	}

	private record Span(double from, double to) {
	}

}

package io.memprof.leak;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

import io.memprof.leak.SimulatedPath.Lifetime;

/**
 * What is replayed: applications that only look as if they leaked, and some that do. Each
 * serves requests, whose garbage lives for seconds, over a base of start-up objects; the
 * seed varies sizes, rates, times and the collector.
 */
public enum ReplayScenario {

	/** Nothing but requests. */
	FLAT("flat") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			// requests and their base are all of it
		}
	},

	/** A batch gathers its items for half an hour to three hours, and drops them. */
	SAWTOOTH("sawtooth: a batch of 30 min to 3 h") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			double work = HOUR * between(random, 0.5, 3);
			double cycle = work * between(random, 1, 2);
			double size = application.max() * between(random, 0.1, 0.3);
			application.add(SimulatedPath.inMap("NightlyJob.gather", (time) -> (time % cycle < work) ? size / work : 0,
					(birth, unused) -> Math.floor(birth / cycle) * cycle + work, 1));
		}
	},

	/** Caches and pools fill up, ever slower. */
	WARM_UP("warm-up: fills that saturate within 1 to 3 h") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			double scale = HOUR * between(random, 0.3, 1);
			double size = application.max() * between(random, 0.1, 0.25);
			application.add(SimulatedPath.inMap("Catalogue.resolve", (time) -> size / scale * Math.exp(-time / scale),
					Lifetime.FOREVER, 1));
		}
	},

	/** A Caffeine cache with a maximum fills, then evicts. */
	BOUNDED_FILL("bounded fill: a cache with a maximum, 1 to 8 h") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			double fill = HOUR * between(random, 1, 8);
			double size = application.max() * between(random, 0.1, 0.35);
			application.add(SimulatedPath.inMap("Prices.load", (time) -> size / fill, Lifetime.of(fill), 1)
				.heldBy("com.shop.Prices", "cache",
						"com.github.benmanes.caffeine.cache.BoundedLocalCache$BoundedLocalManualCache", "cache",
						"com.github.benmanes.caffeine.cache.SSMS", "data", "java.util.concurrent.ConcurrentHashMap",
						"table"));
		}
	},

	/** A plain map fills linearly until all keys there are have come. */
	UNBOUNDED_FILL("fill of a plain map that ends by itself, 1 to 8 h") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			double fill = HOUR * between(random, 1, 8);
			double size = application.max() * between(random, 0.1, 0.35);
			application.add(
					SimulatedPath.inMap("Prices.load", (time) -> (time < fill) ? size / fill : 0, Lifetime.FOREVER, 1));
		}
	},

	/**
	 * The load rises and falls with the day, and with it what requests and caches hold.
	 */
	DAILY_RHYTHM("daily rhythm") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			DoubleUnaryOperator load = daily(random);
			double held = application.max() * between(random, 0.1, 0.25);
			double stay = between(random, 120, 600);
			application.load(load);
			application.add(SimulatedPath.inMap("Conversation.begin", (time) -> held / stay * load.applyAsDouble(time),
					Lifetime.exponential(stay), 8));
		}
	},

	/** A deployment, or a refresh of configuration, adds to the base at once. */
	STEP("step: more is loaded at some hour") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			double at = HOUR * between(random, 1, 12);
			double takes = between(random, 20, 300);
			double size = application.max() * between(random, 0.05, 0.2);
			application.add(SimulatedPath.inMap("Modules.load",
					(time) -> (time >= at && time < at + takes) ? size / takes : 0, Lifetime.FOREVER, 1));
		}
	},

	/** What is held wanders with hours of memory. */
	SLOW_DRIFT("slow random drift") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			DoubleUnaryOperator drift = drift(random, HOUR * between(random, 1, 4), 0.5);
			double stay = between(random, 600, 2400);
			double held = application.max() * between(random, 0.1, 0.2);
			application.add(SimulatedPath.inMap("Workspace.open", (time) -> held / stay * drift.applyAsDouble(time),
					Lifetime.exponential(stay), 8));
		}
	},

	/** HTTP sessions that time out after half an hour, under the load of a day. */
	SESSIONS("sessions, 30 min timeout, daily load") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			DoubleUnaryOperator load = daily(random);
			double held = application.max() * between(random, 0.1, 0.25);
			application.load(load);
			application.add(SimulatedPath
				.inMap("Cart.open", (time) -> held / 2400 * load.applyAsDouble(time), Lifetime.session(600, 1800), 8)
				.heldBy("org.apache.catalina.session.StandardManager", "sessions",
						"java.util.concurrent.ConcurrentHashMap", "table"));
		}
	},

	/** A cache of the application's own that drops what is two hours old. */
	TTL_CACHE("cache with a time to live of 2 h") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			double held = application.max() * between(random, 0.1, 0.25);
			application.add(SimulatedPath.inMap("Rates.fetch", (time) -> held / 7200, Lifetime.of(7200), 1));
		}
	},

	/** The JVM stands still for minutes, several times: no tick, no allocation. */
	SUSPENDED("sessions; the JVM is suspended for 1 to 20 min, six times") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			SESSIONS.shape(application, random);
			for (int i = 0; i < 6; i++) {
				application.suspend(HOUR * between(random, 0.2, 23), 60 * between(random, 1, 20));
			}
		}
	},

	/** Nothing allocates, so nothing is collected, for an hour and more. */
	IDLE("sessions; idle for 1 to 3 h, four times: no collection") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			SESSIONS.shape(application, random);
			for (int i = 0; i < 4; i++) {
				application.idle(HOUR * between(random, 0.2, 20), HOUR * between(random, 1, 3));
			}
		}
	},

	/** Somebody calls {@code System.gc()} every second for an hour. */
	EXPLICIT_COLLECTIONS("sessions; System.gc() each second for an hour, three times") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			SESSIONS.shape(application, random);
			for (int i = 0; i < 3; i++) {
				application.collectEachSecond(HOUR * between(random, 0.2, 22), HOUR);
			}
		}
	},

	/** Leaks steadily from the start. */
	LEAK_30_MIN("leak, exhausts the heap in 30 min") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			application.leak(0, steady(application, 0.5));
		}
	},

	/** Likewise. */
	LEAK_1_H("leak, 1 h") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			application.leak(0, steady(application, 1));
		}
	},

	/** Likewise. */
	LEAK_2_H("leak, 2 h") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			application.leak(0, steady(application, 2));
		}
	},

	/** Likewise. */
	LEAK_4_H("leak, 4 h") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			application.leak(0, steady(application, 4));
		}
	},

	/** Likewise. */
	LEAK_12_H("leak, 12 h") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			application.leak(0, steady(application, 12));
		}
	},

	/** Likewise. */
	LEAK_24_H("leak, 24 h") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			application.leak(0, steady(application, 24));
		}
	},

	/** Likewise. */
	LEAK_48_H("leak, 48 h") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			application.leak(0, steady(application, 48));
		}
	},

	/** Leaks for a quarter of the time only, in bursts of minutes. */
	BURSTY_LEAK("bursty leak, 12 h, grows a quarter of the time") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			boolean[] on = new boolean[60 * 48];
			boolean leaks = true;
			for (int minute = 0; minute < on.length; minute++) {
				leaks = (random.nextDouble() < (leaks ? 1.0 / 10 : 1.0 / 30)) != leaks;
				on[minute] = leaks;
			}
			double rate = 4 * application.room() / (12 * HOUR);
			application.leak(0, (time) -> on[(int) (time / 60) % on.length] ? rate : 0);
		}
	},

	/** Leaks with the load of the day. */
	LEAK_UNDER_DAILY_LOAD("leak, 24 h, with sessions under daily load") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			DoubleUnaryOperator load = daily(random);
			double held = application.max() * between(random, 0.05, 0.15);
			application.load(load);
			application.add(SimulatedPath.inMap("Cart.open", (time) -> held / 2400 * load.applyAsDouble(time),
					Lifetime.session(600, 1800), 8));
			double rate = (application.room() - held) / (24 * HOUR);
			application.leak(0, (time) -> rate * load.applyAsDouble(time));
		}
	},

	/** A path that was healthy for eight hours begins to keep a part of what it makes. */
	LATE_LEAK("leak, 4 h, from hour 8 of a path that was healthy") {
		@Override
		void shape(SimulatedApplication application, Random random) {
			double onset = 8 * HOUR;
			double rate = 2 * application.room() / (4 * HOUR);
			application.leak(onset, (time) -> rate, (birth, seeded) -> (birth >= onset && seeded.nextBoolean())
					? Double.POSITIVE_INFINITY : birth - 1200 * Math.log(1 - seeded.nextDouble()));
		}
	};

	private static final double HOUR = 3600;

	private final String title;

	ReplayScenario(String title) {
		this.title = title;
	}

	/** In words, for the table. */
	public String title() {
		return this.title;
	}

	/** Adds to an application of base and requests what this scenario is about. */
	abstract void shape(SimulatedApplication application, Random random);

	private static double between(Random random, double least, double most) {
		return least + (most - least) * random.nextDouble();
	}

	private static DoubleUnaryOperator steady(SimulatedApplication application, double hours) {
		double rate = application.room() / (hours * HOUR);
		return (time) -> rate;
	}

	/** Between a fifth and one, from a random time of day on. */
	private static DoubleUnaryOperator daily(Random random) {
		double phase = 2 * Math.PI * random.nextDouble();
		return (time) -> 0.6 + 0.4 * Math.sin(2 * Math.PI * time / (24 * HOUR) + phase);
	}

	/** The exponential of an Ornstein-Uhlenbeck process, minute by minute. */
	private static DoubleUnaryOperator drift(Random random, double memory, double deviation) {
		double[] log = new double[24 * 60 + 1];
		double kept = Math.exp(-60 / memory);
		log[0] = deviation * random.nextGaussian();
		for (int i = 1; i < log.length; i++) {
			log[i] = kept * log[i - 1] + deviation * Math.sqrt(1 - kept * kept) * random.nextGaussian();
		}
		return (time) -> Math.exp(log[(int) Math.min(log.length - 1, time / 60)]);
	}

}

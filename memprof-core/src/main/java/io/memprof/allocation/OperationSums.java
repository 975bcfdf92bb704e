package io.memprof.allocation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Bytes and executions by operation, of one session. {@link #add} is for any number of
 * threads, which do not wait for each other; everything else is for the profiler's
 * thread.
 * <p>
 * Each execution is added to the sum over all and to that of its name. What is in the
 * former and in none of the latter is {@code other}, so a name may be let go at any time
 * and nothing is lost. At most {@value #MOST_NAMES} names are told apart; one that found
 * no room finds it when {@link #makeRoom} has let go those with the fewest bytes. A name
 * that was let go and comes back counts from there on.
 */
final class OperationSums {

	static final int MOST_NAMES = 100;

	/** Of a name, in characters; the rest is cut off. */
	static final int LONGEST_NAME = 200;

	/**
	 * Two names and three counters, without the stripes that these grow under contention.
	 */
	private static final long ENTRY_BYTES = 700;

	private static final Comparator<MeasuredOperation> LARGEST_FIRST = Comparator
		.comparingLong(MeasuredOperation::bytes)
		.thenComparingLong(MeasuredOperation::count)
		.thenComparingLong(MeasuredOperation::unmeasured)
		.reversed();

	private final ConcurrentHashMap<Operation, Sum> byOperation = new ConcurrentHashMap<>();

	private final AtomicInteger names = new AtomicInteger();

	private final Sum all = new Sum();

	private final LongAdder[] unmeasured = Stream.generate(LongAdder::new)
		.limit(WhyUnmeasured.values().length)
		.toArray(LongAdder[]::new);

	/** A name found no room since room was made. */
	private volatile boolean refused;

	/** Some name was let go or found no room in this session. */
	private volatile boolean mixed;

	/**
	 * An execution has ended.
	 * @param bytes it allocated, ignored when there is a reason why they are not known
	 */
	void add(String name, @Nullable String handler, long bytes, @Nullable WhyUnmeasured why) {
		Sum named = sumOf(new Operation(cut(name), handler));
		// in this order: a reader must not find more by name than in all
		this.all.add(bytes, why);
		if (named != null) {
			named.add(bytes, why);
		}
		if (why != null) {
			this.unmeasured[why.ordinal()].increment();
		}
	}

	/**
	 * Lets go the half of the names with the fewest bytes, when one found no room.
	 */
	void makeRoom() {
		if (!this.refused) {
			return;
		}
		this.refused = false;
		List<Map.Entry<Operation, MeasuredOperation>> entries = new ArrayList<>();
		this.byOperation.forEach((operation, sum) -> entries.add(Map.entry(operation, sum.of(operation))));
		entries.sort(Map.Entry.comparingByValue(LARGEST_FIRST));
		entries.stream().skip(MOST_NAMES / 2).forEach((entry) -> {
			this.byOperation.remove(entry.getKey());
			this.names.decrementAndGet();
		});
	}

	/** Largest first, the unmeasured ones last. */
	List<MeasuredOperation> operations() {
		List<MeasuredOperation> operations = new ArrayList<>();
		this.byOperation.forEach((operation, sum) -> operations.add(sum.of(operation)));
		if (this.mixed) {
			MeasuredOperation other = this.all.of(new Operation(Totals.OTHER, null));
			for (MeasuredOperation named : operations) {
				other = other.minus(named);
			}
			operations.add(other);
		}
		operations.sort(LARGEST_FIRST);
		return operations;
	}

	long ended() {
		return this.all.count.sum() + this.all.unmeasured.sum();
	}

	List<MeasuredOperations.Unmeasured> unmeasured() {
		return Stream.of(WhyUnmeasured.values())
			.map((why) -> new MeasuredOperations.Unmeasured(why.reason(), this.unmeasured[why.ordinal()].sum()))
			.filter((unmeasured) -> unmeasured.count() > 0)
			.toList();
	}

	long heldBytes() {
		return this.byOperation.size() * ENTRY_BYTES;
	}

	private @Nullable Sum sumOf(Operation operation) {
		Sum known = this.byOperation.get(operation);
		return (known != null) ? known : newSumOf(operation);
	}

	private @Nullable Sum newSumOf(Operation operation) {
		if (!takePlace()) {
			if (!this.refused) {
				this.mixed = true;
				this.refused = true;
			}
			return null;
		}
		Sum created = new Sum();
		Sum before = this.byOperation.putIfAbsent(operation, created);
		if (before != null) {
			this.names.decrementAndGet();
		}
		return (before != null) ? before : created;
	}

	/** When all are taken, as they may be for long, nothing is written. */
	private boolean takePlace() {
		if (this.names.get() >= MOST_NAMES) {
			return false;
		}
		if (this.names.incrementAndGet() <= MOST_NAMES) {
			return true;
		}
		this.names.decrementAndGet();
		return false;
	}

	private static String cut(String name) {
		return (name.length() > LONGEST_NAME) ? name.substring(0, LONGEST_NAME - 1) + "…" : name;
	}

	/** What executions are told apart by. */
	private record Operation(String name, @Nullable String handler) {
	}

	/** Running sums of one operation. */
	private static final class Sum {

		private final LongAdder bytes = new LongAdder();

		private final LongAdder count = new LongAdder();

		private final LongAdder unmeasured = new LongAdder();

		void add(long bytes, @Nullable WhyUnmeasured why) {
			if (why != null) {
				this.unmeasured.increment();
				return;
			}
			this.bytes.add(bytes);
			this.count.increment();
		}

		MeasuredOperation of(Operation operation) {
			return new MeasuredOperation(operation.name(), operation.handler(), this.bytes.sum(), this.count.sum(),
					this.unmeasured.sum());
		}

	}

}

package io.memprof.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.FlightRecorderStream;
import io.memprof.allocation.FrameReader;
import io.memprof.allocation.StackFrame;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for direct memory and who keeps it.
 * <p>
 * The stacks are those of sampled buffers, and those are few. Where the JVM can trace
 * methods (JDK 25, JEP 520) the allocating methods are traced too, on suspicion and until
 * {@value #ENOUGH} calls have come.
 * <p>
 * Buffers of odd sizes are no pool's: a pool hands out buffers of a few rounded sizes,
 * and grows with the number of those who use it at once. Events come on JFR's thread, the
 * rest is for the profiler's.
 */
final class DirectEvidence {

	private static final String EVENT = "jdk.MethodTrace";

	private static final String TRACED = "java.nio.ByteBuffer::allocateDirect;"
			+ "io.netty.util.internal.PlatformDependent::allocateDirectNoCleaner";

	/** Calls that tell the usual allocator from a rare one. */
	private static final int ENOUGH = 40;

	/** Sizes are multiples of it where buffers are pooled. */
	private static final long ROUNDED = 512;

	private static final int FEWEST_CHANGES = 10;

	/** The JDK itself has a buffer of any size now and then, for a file or a socket. */
	private static final double NEARLY_ALL = 0.9;

	private static final Pattern ALLOCATION = Pattern.compile("java\\.nio\\.ByteBuffer\\.allocateDirect"
			+ "|java\\.nio\\.DirectByteBuffer\\.<init>|(.*\\.)?io\\.netty\\.(buffer\\.\\w*(Pool|Unpooled)\\w*Direct\\w*\\..*"
			+ "|buffer\\.PoolArena\\$DirectArena\\..*|util\\.internal\\.PlatformDependent\\.(re)?allocateDirect\\w*)");

	private static final Pattern BUFFER = Pattern.compile("java\\.nio\\.(Direct|Mapped)ByteBuffer.*"
			+ "|(.*\\.)?io\\.netty\\.buffer\\.\\w*Direct\\w*ByteBuf|(.*\\.)?io\\.netty\\.buffer\\.PoolChunk");

	private final ComponentNaming naming;

	private final FrameReader frames = new FrameReader();

	private final AllocatorStacks stacks = new AllocatorStacks(ALLOCATION);

	private final AtomicInteger traced = new AtomicInteger();

	private @Nullable FlightRecorderStream stream;

	private boolean tracing;

	private long bytes = -1;

	private int changes;

	private int odd;

	private int buffers;

	private Holder holder = Holder.unknown("no sampled object leads to the buffers");

	DirectEvidence(ComponentNaming naming) {
		this.naming = naming;
	}

	void attachTo(FlightRecorderStream stream) {
		this.tracing = false;
		this.stream = FlightRecorderStream.knows(EVENT) ? stream : null;
		stream.listen(EVENT, this::traced);
	}

	/**
	 * Takes in the stack of a sampled allocation; from any thread.
	 */
	void sampled(List<StackFrame> stack) {
		this.stacks.sampled(stack);
	}

	/**
	 * Takes in how much direct memory is in use.
	 */
	void observe(long bytes) {
		long change = bytes - this.bytes;
		if (this.bytes >= 0 && change != 0) {
			this.changes++;
			this.odd += (change % ROUNDED != 0) ? 1 : 0;
		}
		this.bytes = bytes;
	}

	/**
	 * Begins anew with the sizes: those of start-up do not count.
	 */
	void forgetSizes() {
		this.changes = 0;
		this.odd = 0;
	}

	/**
	 * Traces the allocating methods while there is a suspicion and too few of their
	 * stacks are known.
	 */
	void watch(boolean suspicious) {
		FlightRecorderStream stream = this.stream;
		if (stream == null) {
			return;
		}
		boolean on = suspicious && this.traced.get() < ENOUGH;
		if (on && !this.tracing) {
			stream.switchOn(EVENT, "filter", TRACED, "stackTrace", "true");
		}
		else if (!on && this.tracing) {
			stream.switchOff(EVENT);
		}
		this.tracing = on;
	}

	/**
	 * Looks for buffers, and for what was allocated with them, among sampled objects that
	 * live and, after a walk, on their chains.
	 */
	void survived(List<OldObject> objects, BeanNames beans) {
		List<ReferenceChain> chains = new ArrayList<>();
		this.buffers = 0;
		for (OldObject object : objects) {
			if (isBuffer(object)) {
				this.buffers++;
				this.stacks.sampled(object.stack());
				if (object.chain() != null) {
					chains.add(object.chain());
				}
			}
		}
		AccumulationPoint point = AccumulationPoint.of(chains, this.naming);
		if (point != null) {
			this.holder = point.holder(beans);
		}
	}

	/**
	 * Whether a walk would tell who keeps the buffers.
	 */
	boolean wantsWalk() {
		return this.buffers > 0 && this.holder.unavailable() != null;
	}

	/**
	 * Whether a suspect on the heap is buffers, or what was allocated with them.
	 */
	boolean concerns(Suspect suspect) {
		return isBuffer(suspect.className()) || suspect instanceof HeapSuspect sampled
				&& sampled.groups().stream().flatMap((group) -> group.objects().stream()).allMatch(this::isBuffer);
	}

	/**
	 * Where the memory comes from.
	 * @param found who keeps the buffers, when somebody else has found out
	 */
	OffHeapOrigin origin(@Nullable Holder found) {
		List<StackFrame> stack = this.stacks.usual();
		Holder known = (found != null && this.holder.unavailable() != null) ? found : this.holder;
		boolean irregular = this.changes >= FEWEST_CHANGES && this.odd >= NEARLY_ALL * this.changes;
		Reason reason = new Reason("buffers are of odd sizes, as no pool has them",
				this.odd + " of " + this.changes + " changes are no multiple of " + ROUNDED + " bytes", "nearly all",
				irregular);
		return new OffHeapOrigin(className(stack), "direct", stack, this.naming.site(stack), known, 1,
				irregular && known.container() != null, List.of(reason));
	}

	int stacks() {
		return this.stacks.size();
	}

	void clear() {
		this.stacks.clear();
		this.traced.set(0);
		forgetSizes();
		this.bytes = -1;
		this.holder = Holder.unknown("no sampled object leads to the buffers");
	}

	private void traced(RecordedEvent event) {
		if (this.traced.getAndIncrement() < ENOUGH) {
			this.stacks.add(withMethod(event));
		}
	}

	/** The stack begins with the caller of the traced method. */
	private List<StackFrame> withMethod(RecordedEvent event) {
		List<StackFrame> stack = new ArrayList<>();
		if (event.getValue("method") instanceof RecordedMethod method) {
			stack.add(new StackFrame(FrameReader.className(method.getType()), method.getName(), 0));
		}
		stack.addAll(this.frames.frames(event.getStackTrace()));
		return stack;
	}

	/** Whether objects of a class, by binary name, stand for direct memory. */
	static boolean isBuffer(String className) {
		return BUFFER.matcher(className).matches();
	}

	private boolean isBuffer(OldObject object) {
		return isBuffer(object.className()) || this.stacks.allocator(object.stack()) != null;
	}

	private static String className(List<StackFrame> stack) {
		boolean netty = stack.stream().anyMatch((frame) -> frame.name().contains("io.netty.buffer."));
		return netty ? "io.netty.buffer.ByteBuf" : "java.nio.DirectByteBuffer";
	}

}

package io.memprof.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.memprof.allocation.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * An object that JFR sampled when it was allocated and that has survived at least one
 * collection since.
 *
 * @param allocatedAt when it was allocated
 * @param thread id of the thread that allocated it, or -1 when unknown
 * @param className binary name of its class
 * @param arrayElements length of an array, or -1
 * @param stack allocating stack, innermost frame first; empty when JFR lost it
 * @param chain references from a GC root, or {@code null} when no walk was made or none
 * was found
 */
record OldObject(Instant allocatedAt, long thread, String className, int arrayElements, List<StackFrame> stack,
		@Nullable ReferenceChain chain) {

	/** The JVM tells one and the same time of allocation with a small error. */
	static final Duration ERROR = Duration.ofSeconds(1);

	/** Packages of memprof that run inside the host. */
	private static final List<String> OWN = List.of("io.memprof.MemoryProfiler", "io.memprof.allocation.",
			"io.memprof.leak.", "io.memprof.snapshot.", "io.memprof.telemetry.", "io.memprof.report.",
			"io.memprof.autoconfigure.");

	OldObject {
		stack = List.copyOf(stack);
	}

	/**
	 * Whether it is the object that another collection of samples has told of. The
	 * address changes, and the time of allocation comes with a small error.
	 */
	boolean isSameAs(OldObject other) {
		return this.thread == other.thread && this.className.equals(other.className)
				&& Duration.between(this.allocatedAt, other.allocatedAt).abs().compareTo(ERROR) <= 0;
	}

	/**
	 * What tells it from the others of its collection.
	 */
	Key key() {
		return new Key(this.allocatedAt, this.thread, this.className);
	}

	/**
	 * Whether memprof itself or JFR's event stream allocated it. Both are bounded by
	 * construction and are reported as cost.
	 */
	boolean isOwn() {
		return this.stack.stream()
			.anyMatch((frame) -> frame.type().startsWith("jdk.jfr.internal.consumer.") || isOwn(frame.type()));
	}

	/**
	 * Whether a class is one of memprof's that run inside the host.
	 */
	static boolean isOwn(String className) {
		for (String own : OWN) {
			if (className.startsWith(own)) {
				return true;
			}
		}
		return false;
	}

	/** Identity of a sampled object. */
	record Key(Instant allocatedAt, long thread, String className) {
	}

}

package io.memprof.leak;

import java.util.List;

import io.memprof.allocation.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * Where memory outside the heap comes from, as far as this JVM can tell.
 * <p>
 * Immutable.
 *
 * @param className binary name of what accumulates
 * @param stableName the same without what differs from run to run: part of the
 * fingerprint
 * @param stack that asks for the memory, innermost frame first; empty when unknown
 * @param site frame on it that people can change, or {@code null}
 * @param holder who keeps it
 * @param share part of the growth, 0 to 1
 * @param corroborates whether this is evidence of accumulation by itself, so that the
 * series need not be as long
 * @param evidence the tests behind it
 */
record OffHeapOrigin(String className, String stableName, List<StackFrame> stack, @Nullable StackFrame site,
		Holder holder, double share, boolean corroborates, List<Reason> evidence) {

	OffHeapOrigin {
		stack = List.copyOf(stack);
		evidence = List.copyOf(evidence);
	}

	/**
	 * Nothing is known but the kind of memory.
	 */
	static OffHeapOrigin unknown(String className, String because) {
		return new OffHeapOrigin(className, className, List.of(), null, Holder.unknown(because), 1, false, List.of());
	}

}

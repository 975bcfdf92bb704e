package io.memprof.leak;

import java.util.List;
import java.util.regex.Pattern;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.StackFrame;

/**
 * Who may ask for memory that only the size of the process shows: objects that own native
 * memory register with a cleaner or are known to, and the code that makes them is the
 * best place there is to look. A hint, not a proof.
 */
final class NativeEvidence {

	private static final Pattern OWNER = Pattern.compile("java\\.lang\\.ref\\.Cleaner\\.register"
			+ "|java\\.util\\.zip\\.(Deflater|Inflater)\\.<init>|(sun|jdk\\.internal)\\.misc\\.Unsafe\\.allocateMemory"
			+ "|java\\.lang\\.foreign\\..*|jdk\\.internal\\.foreign\\..*|com\\.sun\\.jna\\.Memory\\.<init>");

	private final ComponentNaming naming;

	private final AllocatorStacks stacks = new AllocatorStacks(OWNER);

	NativeEvidence(ComponentNaming naming) {
		this.naming = naming;
	}

	void sampled(List<StackFrame> stack) {
		this.stacks.sampled(stack);
	}

	void survived(List<OldObject> objects) {
		objects.forEach((object) -> this.stacks.sampled(object.stack()));
	}

	OffHeapOrigin origin() {
		List<StackFrame> stack = this.stacks.usual();
		String className = owner(stack);
		Holder holder = Holder.unknown("the JVM does not know who holds native memory; start with "
				+ "-XX:NativeMemoryTracking=summary to see which part of the JVM grows, if it is the JVM");
		List<Reason> evidence = stack.isEmpty() ? List.of()
				: List.of(new Reason("objects that own native memory are made", className,
						"one of them was sampled; a hint", true));
		return new OffHeapOrigin(className, className, stack, this.naming.site(stack), holder, 1, false, evidence);
	}

	int stacks() {
		return this.stacks.size();
	}

	void clear() {
		this.stacks.clear();
	}

	/** The class whose constructor asks, or whose code registers it with a cleaner. */
	private String owner(List<StackFrame> stack) {
		StackFrame asks = this.stacks.allocator(stack);
		if (asks == null) {
			return "native memory";
		}
		int next = stack.indexOf(asks) + 1;
		boolean itself = asks.method().equals("<init>") || next == stack.size();
		return itself ? asks.type() : stack.get(next).type();
	}

}

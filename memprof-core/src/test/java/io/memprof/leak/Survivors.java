package io.memprof.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * Sampled objects for tests, one allocated every so many seconds:
 *
 * <pre>
 * survivors().of("com.shop.Order")
 *     .allocatedBy("com.shop.OrderService.place", "com.shop.OrderController.create")
 *     .every(5).from(60).to(900)
 * </pre>
 *
 * Frames are named innermost first.
 */
final class Survivors {

	/** The application of these tests is {@code com.shop}. */
	static final ComponentNaming NAMING = new ComponentNaming(Map.of(), List.of("com.shop"));

	private String className = "com.shop.Order";

	private List<StackFrame> stack = stack("com.shop.OrderService.place", "com.shop.OrderController.create");

	private long step = 5;

	private long first;

	private IntFunction<@Nullable ReferenceChain> chains = (index) -> null;

	private Survivors() {
	}

	static Survivors survivors() {
		return new Survivors();
	}

	@SafeVarargs
	static List<OldObject> all(List<OldObject>... parts) {
		List<OldObject> all = new ArrayList<>();
		for (List<OldObject> part : parts) {
			all.addAll(part);
		}
		return all;
	}

	static List<StackFrame> stack(String... frames) {
		return Arrays.stream(frames).map((frame) -> frame(frame, 42)).toList();
	}

	static StackFrame frame(String name, int line) {
		int dot = name.lastIndexOf('.');
		return new StackFrame(name.substring(0, dot), name.substring(dot + 1), line);
	}

	Survivors of(String className) {
		this.className = className;
		return this;
	}

	Survivors allocatedBy(String... frames) {
		this.stack = stack(frames);
		return this;
	}

	Survivors allocatedBy(List<StackFrame> stack) {
		this.stack = stack;
		return this;
	}

	/** The chain that a walk finds for each, by number of the object. */
	Survivors heldBy(IntFunction<ReferenceChain> chains) {
		this.chains = chains::apply;
		return this;
	}

	Survivors every(long seconds) {
		this.step = seconds;
		return this;
	}

	Survivors from(long second) {
		this.first = second;
		return this;
	}

	List<OldObject> to(long second) {
		List<OldObject> objects = new ArrayList<>();
		for (long at = this.first; at <= second; at += this.step) {
			objects.add(new OldObject(Time.at(at), 1, this.className, -1, this.stack,
					this.chains.apply((int) (at / this.step))));
		}
		return objects;
	}

}

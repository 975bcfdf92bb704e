package io.memprof.leak;

import java.util.ArrayList;
import java.util.List;

import io.memprof.allocation.ComponentNaming;
import io.memprof.allocation.StackFrame;

/**
 * The part of a stack that people can change: its application frames, outermost first, or
 * the innermost library frames where the application has none.
 */
final class ApplicationPath {

	private static final int LIBRARY_FRAMES = 4;

	private ApplicationPath() {
	}

	static List<String> of(List<StackFrame> stack, ComponentNaming naming) {
		List<String> path = new ArrayList<>();
		for (int i = stack.size() - 1; i >= 0; i--) {
			if (naming.isApplication(stack.get(i).type())) {
				path.add(stack.get(i).name());
			}
		}
		for (int i = 0; i < stack.size() && path.isEmpty(); i++) {
			if (!ComponentNaming.isJdk(stack.get(i).type())) {
				for (int k = Math.min(stack.size(), i + LIBRARY_FRAMES) - 1; k >= i; k--) {
					path.add(stack.get(k).name());
				}
			}
		}
		return path;
	}

}

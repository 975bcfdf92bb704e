package io.memprof.allocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Turns stacks and classes of JFR events into names. Methods are remembered by identity,
 * as JFR shares one object for a method within a chunk, and weakly, as a method holds on
 * to the names of its whole chunk; and by name, so that a frame is one object in however
 * many stacks and chunks it comes: stacks are what memprof's tables hold most of.
 * <p>
 * Confined to the thread that delivers the events.
 */
public final class FrameReader {

	private static final int MAX_METHODS = 4096;

	private final Map<RecordedMethod, Method> methods = new WeakHashMap<>();

	private final Map<String, Method> known = new HashMap<>();

	/**
	 * The frames, innermost first; empty for an event without a stack (JDK-8316304 and
	 * kin).
	 */
	public List<StackFrame> frames(@Nullable RecordedStackTrace stack) {
		if (stack == null) {
			return List.of();
		}
		if (this.methods.size() > MAX_METHODS) {
			this.methods.clear();
		}
		List<RecordedFrame> recorded = stack.getFrames();
		List<StackFrame> frames = new ArrayList<>(recorded.size());
		for (RecordedFrame frame : recorded) {
			RecordedMethod method = frame.getMethod();
			if (frame.isJavaFrame() && method != null) {
				frames.add(this.methods.computeIfAbsent(method, this::known).atLine(frame.getLineNumber()));
			}
		}
		return frames;
	}

	/**
	 * The name of a class as people write it: {@code java.lang.String}, {@code byte[]}.
	 */
	public static String className(@Nullable RecordedClass type) {
		return (type != null) ? readable(type.getName()) : "unknown";
	}

	/**
	 * From the name that JFR, a class histogram or {@link Class#getName()} gives,
	 * {@code [Ljava/lang/String;}. Hidden classes lose the address and the number, which
	 * no two runs share.
	 */
	public static String readable(String name) {
		int hidden = Math.max(name.indexOf("+0x"), name.indexOf("/0x"));
		if (hidden > 0) {
			int end = hidden;
			while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
				end--;
			}
			return name.substring(0, (end < hidden && name.charAt(end - 1) == '$') ? end - 1 : hidden);
		}
		int dimensions = 0;
		while (name.startsWith("[", dimensions)) {
			dimensions++;
		}
		if (dimensions == 0) {
			return name;
		}
		String element = name.substring(dimensions);
		String readable = switch (element) {
			case "B" -> "byte";
			case "C" -> "char";
			case "D" -> "double";
			case "F" -> "float";
			case "I" -> "int";
			case "J" -> "long";
			case "S" -> "short";
			case "Z" -> "boolean";
			default -> (element.startsWith("L") && element.endsWith(";")) ? element.substring(1, element.length() - 1)
					: element;
		};
		return readable.replace('/', '.') + "[]".repeat(dimensions);
	}

	private Method known(RecordedMethod method) {
		StackFrame named = StackFrame.of(className(method.getType()), method.getName());
		if (this.known.size() >= MAX_METHODS) {
			this.known.clear();
		}
		return this.known.computeIfAbsent(named.name(), (name) -> new Method(named));
	}

	/** Methods of one name, and their frames by line. */
	private static final class Method {

		private final StackFrame named;

		private final Map<Integer, StackFrame> lines = new HashMap<>(2);

		Method(StackFrame named) {
			this.named = named;
		}

		StackFrame atLine(int line) {
			return this.lines.computeIfAbsent(line, this.named::atLine);
		}

	}

}

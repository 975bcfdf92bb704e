package io.memprof.allocation;

import org.jspecify.annotations.Nullable;

/**
 * One frame of an allocating stack. Frames of one method share their names. Immutable.
 */
public final class StackFrame {

	private final String type;

	private final String method;

	private final String name;

	private final int line;

	/**
	 * A frame.
	 * @param type binary name of the class, proxy and lambda suffixes removed
	 * @param method name of the method; the enclosing one for a lambda body
	 * @param line source line, or 0 when unknown
	 */
	public StackFrame(String type, String method, int line) {
		this(type, method, type + '.' + method, line);
	}

	private StackFrame(String type, String method, String name, int line) {
		this.type = type;
		this.method = method;
		this.name = name;
		this.line = Math.max(0, line);
	}

	static StackFrame of(String type, String method) {
		return new StackFrame(withoutGeneratedSuffix(type), enclosing(method), 0);
	}

	/**
	 * The same method at another line.
	 */
	StackFrame atLine(int line) {
		return new StackFrame(this.type, this.method, this.name, line);
	}

	public String type() {
		return this.type;
	}

	public String method() {
		return this.method;
	}

	/** Source line, or 0 when unknown. */
	public int line() {
		return this.line;
	}

	/**
	 * Class and method, {@code com.shop.OrderService.create}.
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Simple class and method, {@code OrderService.create}.
	 */
	public String shortName() {
		return this.name.substring(this.type.lastIndexOf('.') + 1);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof StackFrame that && this.line == that.line && this.name.equals(that.name);
	}

	@Override
	public int hashCode() {
		return 31 * this.name.hashCode() + this.line;
	}

	@Override
	public String toString() {
		return (this.line > 0) ? this.name + ':' + this.line : this.name;
	}

	/** {@code Shop$$SpringCGLIB$$0} and {@code Shop$$Lambda/0x1} are code of Shop. */
	private static String withoutGeneratedSuffix(String type) {
		int generated = type.indexOf("$$");
		return (generated > 0) ? type.substring(0, generated) : type;
	}

	/** {@code lambda$create$0} of Java and {@code create$lambda$0} of Kotlin. */
	private static String enclosing(String method) {
		if (!method.startsWith("lambda$")) {
			int kotlin = method.indexOf("$lambda");
			return (kotlin > 0) ? method.substring(0, kotlin) : method;
		}
		int end = method.indexOf('$', "lambda$".length());
		String enclosing = (end > 0) ? method.substring("lambda$".length(), end) : method;
		return switch (enclosing) {
			case "new" -> "<init>";
			case "static" -> "<clinit>";
			default -> enclosing;
		};
	}

}

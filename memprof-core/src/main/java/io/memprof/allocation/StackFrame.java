package io.memprof.allocation;

/**
 * One frame of an allocating stack.
 *
 * @param type binary name of the class, proxy and lambda suffixes removed
 * @param method name of the method; the enclosing one for a lambda body
 * @param line source line, or 0 when unknown
 */
public record StackFrame(String type, String method, int line) {

	static StackFrame of(String type, String method, int line) {
		return new StackFrame(withoutGeneratedSuffix(type), enclosing(method), Math.max(0, line));
	}

	/**
	 * Class and method, {@code com.shop.OrderService.create}.
	 */
	public String name() {
		return this.type + '.' + this.method;
	}

	/**
	 * Simple class and method, {@code OrderService.create}.
	 */
	public String shortName() {
		return this.type.substring(this.type.lastIndexOf('.') + 1) + '.' + this.method;
	}

	@Override
	public String toString() {
		return (this.line > 0) ? name() + ':' + this.line : name();
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

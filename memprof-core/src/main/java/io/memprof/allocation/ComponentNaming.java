package io.memprof.allocation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Names the component, the operation and the site of an allocating stack.
 * <p>
 * The component is that of the first frame, from the allocation outwards, which belongs
 * to a configured component or to a base package of the application; without one it is
 * the library that allocates, or {@code jdk}. The longest matching prefix wins.
 * <p>
 * What memprof's own threads allocate is charged to {@link #MEMPROF} whatever the stack:
 * the totals keep to the JVM's count, no component of the application pays for being
 * observed, and our own cost is visible.
 * <p>
 * Immutable.
 */
public final class ComponentNaming {

	/** Operation of a stack without an application frame. */
	public static final String NO_OPERATION = "none";

	/** Component of code of the JDK that no application or library called. */
	public static final String JDK = "jdk";

	/** Component of everything that memprof's own threads allocate. */
	public static final String MEMPROF = "memprof";

	private static final String OWN_THREADS = "memprof-";

	private static final List<String> JDK_PREFIXES = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.",
			"oracle.jrockit.");

	private final List<Prefix> prefixes;

	public ComponentNaming(Map<String, List<String>> components, List<String> basePackages) {
		Stream<Prefix> named = components.entrySet()
			.stream()
			.flatMap((entry) -> entry.getValue().stream().map((prefix) -> new Prefix(prefix, entry.getKey())));
		Stream<Prefix> bases = basePackages.stream().map((base) -> new Prefix(base, null));
		this.prefixes = Stream.concat(named, bases)
			.sorted(Comparator.comparingInt((Prefix prefix) -> -prefix.name().length()))
			.toList();
	}

	/**
	 * The packages of the application, those of configured components included; sorted.
	 */
	public List<String> applicationPackages() {
		return this.prefixes.stream().map(Prefix::name).distinct().sorted().toList();
	}

	/**
	 * The component of an empty stack, from where to follow one inwards.
	 */
	public ComponentTrail trail() {
		return new ComponentTrail(this);
	}

	/**
	 * Whether a class belongs to the application.
	 */
	public boolean isApplication(String type) {
		return prefixOf(type) != null;
	}

	/**
	 * Whether a class belongs to the JDK.
	 */
	public static boolean isJdk(String type) {
		for (String prefix : JDK_PREFIXES) {
			if (type.startsWith(prefix)) {
				return true;
			}
		}
		return type.indexOf('.') < 0 && type.endsWith("[]");
	}

	/**
	 * Whether a thread of that name is one of memprof's own.
	 */
	public static boolean isOwnThread(@Nullable String name) {
		return name != null && name.startsWith(OWN_THREADS);
	}

	/**
	 * The component of a stack, innermost frame first.
	 */
	public String component(List<StackFrame> stack) {
		for (StackFrame frame : stack) {
			String component = applicationComponent(frame.type());
			if (component != null) {
				return component;
			}
		}
		for (StackFrame frame : stack) {
			if (!isJdk(frame.type())) {
				return library(frame.type());
			}
		}
		return JDK;
	}

	/**
	 * The outermost application frame, {@code OrderController.create}, or
	 * {@link #NO_OPERATION}.
	 */
	public String operation(List<StackFrame> stack) {
		for (int i = stack.size() - 1; i >= 0; i--) {
			if (isApplication(stack.get(i).type())) {
				return stack.get(i).shortName();
			}
		}
		return NO_OPERATION;
	}

	/**
	 * The frame to show for an allocation: the innermost of the application, else the
	 * innermost of a library, else the innermost; {@code null} for an empty stack.
	 */
	public @Nullable StackFrame site(List<StackFrame> stack) {
		for (StackFrame frame : stack) {
			if (isApplication(frame.type())) {
				return frame;
			}
		}
		for (StackFrame frame : stack) {
			if (!isJdk(frame.type())) {
				return frame;
			}
		}
		return stack.isEmpty() ? null : stack.get(0);
	}

	/** The component of a class of the application, {@code null} for any other. */
	@Nullable String applicationComponent(String type) {
		Prefix prefix = prefixOf(type);
		return (prefix != null) ? prefix.componentOf(type) : null;
	}

	/** The first two segments of the package, {@code org.hibernate}. */
	static String library(String type) {
		int first = type.indexOf('.');
		int second = type.indexOf('.', first + 1);
		return (second > 0) ? type.substring(0, second) : (first > 0) ? type.substring(0, first) : type;
	}

	/** The proxy of a package-private interface is in the package of the application. */
	private @Nullable Prefix prefixOf(String type) {
		if (type.startsWith("$Proxy", type.lastIndexOf('.') + 1)) {
			return null;
		}
		for (Prefix prefix : this.prefixes) {
			if (prefix.matches(type)) {
				return prefix;
			}
		}
		return null;
	}

	/**
	 * A package prefix, with the component it stands for or {@code null} for a base
	 * package.
	 */
	private record Prefix(String name, @Nullable String component) {

		boolean matches(String type) {
			return type.startsWith(this.name)
					&& (type.length() == this.name.length() || type.charAt(this.name.length()) == '.'
							|| this.name.endsWith(".") || type.charAt(this.name.length()) == '$');
		}

		/** The segment below the base, or the last one of the base itself. */
		String componentOf(String type) {
			if (this.component != null) {
				return this.component;
			}
			int start = this.name.length() + 1;
			int end = type.indexOf('.', start);
			return (end > 0) ? type.substring(start, end) : this.name.substring(this.name.lastIndexOf('.') + 1);
		}

	}

}

package io.memprof.autoconfigure;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks {@code memprof.components}: every package belongs to one component, and no name
 * means two things. A prefix below another is fine, the longer one wins.
 */
final class ComponentPackages {

	private static final Set<String> RESERVED = Set.of("process", "other", "jdk", "none");

	private static final Pattern PACKAGE = Pattern.compile(
			"\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

	private ComponentPackages() {
	}

	static Map<String, List<String>> check(Map<String, List<String>> components) {
		Map<String, String> names = new HashMap<>();
		Map<String, String> owners = new HashMap<>();
		Map<String, List<String>> checked = new LinkedHashMap<>();
		components.forEach((name, prefixes) -> {
			checkName(name, prefixes, names);
			checked.put(name, prefixes.stream().map((prefix) -> checkPrefix(name, prefix.trim(), owners)).toList());
		});
		return checked;
	}

	private static void checkName(String name, List<String> prefixes, Map<String, String> names) {
		String key = name.toLowerCase(Locale.ROOT);
		if (RESERVED.contains(key)) {
			throw Setting.wrong(property(name), prefixes,
					"The names process, other, jdk and none are memprof's own. Choose another name for the component.");
		}
		String same = names.put(key, name);
		if (same != null) {
			throw Setting.wrong(property(name), prefixes,
					"There is a component %s already; names must differ by more than upper and lower case."
						.formatted(same));
		}
		if (prefixes.isEmpty()) {
			throw Setting.wrong(property(name), prefixes,
					"It must list at least one package prefix, such as com.example.orders.");
		}
	}

	private static String checkPrefix(String name, String prefix, Map<String, String> owners) {
		if (!PACKAGE.matcher(prefix).matches()) {
			throw Setting.wrong(property(name), prefix,
					"It must list package prefixes, such as com.example.orders, without wildcards.");
		}
		String owner = owners.put(prefix, name);
		if (owner != null && !owner.equals(name)) {
			throw Setting.wrong(property(name), prefix,
					"The package %s belongs to component %s already; it must be under one name.".formatted(prefix,
							owner));
		}
		return prefix;
	}

	/**
	 * The property in the form in which Boot finds where it was set.
	 */
	private static String property(String name) {
		String canonical = name.toLowerCase(Locale.ROOT);
		return canonical.matches("[a-z0-9-]+") ? "memprof.components." + canonical : "memprof.components[" + name + "]";
	}

}

package io.memprof.leak;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Corrects the names of fields on reference chains.
 * <p>
 * JFR finds the name of an instance field by its offset, and may hit upon a static field
 * of the class that has the same offset in another object: a chain then leads from a
 * session manager to its sessions by {@code StandardManager.name}. Seen on 17 and 25.
 */
final class InstanceFields {

	private InstanceFields() {
	}

	/**
	 * The name as it is, or if it is a static field's that of the one instance field that
	 * may refer to the target; {@code ?} when there are several.
	 * @param owner class of the object that refers, by binary name
	 * @param target class of the object referred to
	 */
	static String named(String owner, String name, String target) {
		try {
			Class<?> type = BoundedHolders.load(owner);
			return (type != Class.class && isStatic(type, name)) ? only(type, load(target)) : name;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return name;
		}
	}

	private static boolean isStatic(Class<?> type, String name) {
		try {
			return Modifier.isStatic(type.getDeclaredField(name).getModifiers());
		}
		catch (NoSuchFieldException ex) {
			return false;
		}
	}

	private static String only(Class<?> type, @Nullable Class<?> target) {
		List<String> fitting = new ArrayList<>();
		for (Class<?> declaring = type; declaring != null && target != null; declaring = declaring.getSuperclass()) {
			for (Field field : declaring.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && field.getType() != Object.class
						&& field.getType().isAssignableFrom(target)) {
					fitting.add(field.getName());
				}
			}
		}
		return (fitting.size() == 1) ? fitting.get(0) : "?";
	}

	private static @Nullable Class<?> load(String name) {
		try {
			return name.endsWith("[]") ? null : BoundedHolders.load(name);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

}

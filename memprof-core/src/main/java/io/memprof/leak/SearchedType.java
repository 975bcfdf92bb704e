package io.memprof.leak;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.memprof.allocation.FrameReader;
import org.jspecify.annotations.Nullable;

/**
 * What a search has to know of the class of an object: found out once for a search and
 * not for each of a hundred thousand objects. For one thread.
 */
final class SearchedType {

	/** Tasks, and what runs or holds objects: latches and units of time lead nowhere. */
	private static final List<Class<?>> LEADING_ON = List.of(Future.class, Runnable.class, Callable.class,
			Executor.class, Collection.class, Map.class, Timer.class);

	private static final List<Class<?>> LEAVES = List.of(CharSequence.class, Boolean.class, Character.class,
			Class.class, ClassLoader.class, Thread.class, Reference.class);

	private final Class<?> type;

	private final String name;

	private final boolean leaf;

	private final boolean opaque;

	private final JdkContainers.Access access;

	private Field @Nullable [] fields;

	SearchedType(Class<?> type) {
		this.type = type;
		this.name = FrameReader.readable(type.getName());
		this.leaf = LEAVES.stream().anyMatch((leaf) -> leaf.isAssignableFrom(type))
				|| Number.class.isAssignableFrom(type) && type.getClassLoader() == null
				|| type.isArray() && type.getComponentType().isPrimitive() || OldObject.isOwn(type.getName());
		this.opaque = type.getClassLoader() == null && type.getName().startsWith("java.util.")
				&& LEADING_ON.stream().anyMatch((leading) -> leading.isAssignableFrom(type));
		this.access = JdkContainers.accessTo(type);
	}

	/** Binary name, arrays as {@code byte[]}. */
	String name() {
		return this.name;
	}

	/** Whether nothing that an object refers to is of interest. */
	boolean isLeaf() {
		return this.leaf;
	}

	/** Whether objects lead behind closed fields, unless they can be looked into. */
	boolean isOpaque() {
		return this.opaque;
	}

	boolean isArray() {
		return this.type.isArray();
	}

	int bytesPerElement() {
		Class<?> element = this.type.getComponentType();
		return (element == byte.class || element == boolean.class) ? 1 : 4;
	}

	boolean canLookInto(Object object) {
		return switch (this.access) {
			case NONE -> false;
			case PLAIN -> true;
			case BY_CONTENT -> JdkContainers.isPlainInside(object);
		};
	}

	/** Those that {@link #readFields} has found, or {@code null} before. */
	Field @Nullable [] fields() {
		return this.fields;
	}

	/**
	 * Finds the fields of an object, its superclasses included, that hold references and
	 * can be read.
	 * @param statics takes each static field of this class and its superclasses
	 * @param types knows the superclasses
	 */
	Field[] readFields(BiConsumer<Class<?>, Field> statics, Function<Class<?>, SearchedType> types) {
		this.fields = new Field[0]; // a static field may lead back to this class
		List<Field> readable = new ArrayList<>();
		for (Class<?> declaring = this.type; declaring != null
				&& declaring.getClassLoader() != null; declaring = declaring.getSuperclass()) {
			for (Field field : declaredFields(declaring)) {
				if (!Modifier.isStatic(field.getModifiers())) {
					readable.add(field);
				}
				else if (declaring == this.type) {
					statics.accept(this.type, field);
				}
			}
			SearchedType above = types.apply(declaring);
			if (above.fields == null) {
				above.readFields(statics, types);
			}
		}
		this.fields = readable.toArray(Field[]::new);
		return this.fields;
	}

	private static List<Field> declaredFields(Class<?> type) {
		try {
			return Arrays.stream(type.getDeclaredFields())
				.filter((field) -> !field.getType().isPrimitive() && field.trySetAccessible())
				.toList();
		}
		catch (RuntimeException | LinkageError ex) {
			return List.of();
		}
	}

}

package io.memprof.leak;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How many elements a container may hold at most, as the container or an object around it
 * says: a queue by its capacity, an array by its length if no longer one can take its
 * place, a pool or a cache by a field such as {@code maxTotal} or {@code LIMIT}.
 * <p>
 * A number that the container exceeds bounds nothing and is no limit. Reading it runs no
 * code of the application.
 *
 * @param elements at most
 * @param source where it says so
 */
record DeclaredLimit(long elements, String source) {

	private static final Pattern NAMES = Pattern.compile("(max(imum)?|upper)(number|num)?(of)?"
			+ "(size|entries|elements|items|total|capacity|length|count|weight|objects|keys|values|records|slots)?"
			+ "|capacity|limit|bound|size(limit|max)|(entry|element|item)limit");

	/**
	 * Sizes are read while others add: so much more than the limit is still within it.
	 */
	private static final double SLACK = 1.05;

	/** What stands for "none". */
	private static final long UNLIMITED = Integer.MAX_VALUE / 2;

	/**
	 * The limit that the container keeps to, or {@code null} when none is declared.
	 * @param size elements in it
	 * @param field that refers to the container, or an empty string when unknown
	 * @param owners objects around it, the nearest first
	 */
	static @Nullable DeclaredLimit of(Object container, long size, String field, List<Object> owners) {
		if (container instanceof BlockingQueue<?> queue && isJdk(container.getClass())) {
			long capacity = size + (long) queue.remainingCapacity();
			return (capacity < UNLIMITED) ? new DeclaredLimit(capacity, "capacity of the queue") : null;
		}
		Object owner = owners.isEmpty() ? null : owners.get(0);
		if (container.getClass().isArray() && owner != null && isFinal(owner, field)) {
			return new DeclaredLimit(Array.getLength(container), "length of the array");
		}
		return owners.stream()
			.filter((around) -> !weighs(around))
			.map((around) -> ofFields(around, size, normal(field)))
			.filter((limit) -> limit != null)
			.findFirst()
			.orElse(null);
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "at most %,d elements (%s)", this.elements, this.source);
	}

	private static @Nullable DeclaredLimit ofFields(Object owner, long size, String container) {
		for (Class<?> type = owner.getClass(); type != null && !isJdk(type); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				long limit = names(normal(field.getName()), container) ? value(field, owner) : -1;
				if (limit > 0 && limit < UNLIMITED && size <= limit * SLACK) {
					return new DeclaredLimit(limit, type.getSimpleName() + "." + field.getName());
				}
			}
		}
		return null;
	}

	/** A cache that limits the weight of its elements and not their number. */
	private static boolean weighs(Object owner) {
		for (Class<?> type = owner.getClass(); type != null && !isJdk(type); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (field.getName().equals("weigher") && !counts(field, owner)) {
					return true;
				}
			}
		}
		return false;
	}

	/** What Caffeine and Guava weigh by when they only count. */
	private static boolean counts(Field field, Object owner) {
		try {
			Object weigher = field.trySetAccessible() ? field.get(owner) : null;
			return weigher == null
					|| Set.of("SingletonWeigher", "OneWeigher").contains(weigher.getClass().getSimpleName());
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return false;
		}
	}

	/**
	 * {@code maxSize} names a limit, and so does {@code maxOrders} for {@code orders}.
	 */
	private static boolean names(String field, String container) {
		return NAMES.matcher(field).matches()
				|| (!container.isEmpty() && (field.equals("max" + container) || field.equals(container + "limit")));
	}

	private static long value(Field field, Object owner) {
		try {
			boolean number = field.getType() == int.class || field.getType() == long.class;
			return (number && field.trySetAccessible()) ? ((Number) field.get(owner)).longValue() : -1;
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return -1;
		}
	}

	private static boolean isFinal(Object owner, String field) {
		try {
			return !isJdk(owner.getClass())
					&& Modifier.isFinal(owner.getClass().getDeclaredField(field).getModifiers());
		}
		catch (NoSuchFieldException | LinkageError ex) {
			return false;
		}
	}

	private static String normal(String name) {
		return name.replace("_", "").toLowerCase(Locale.ROOT);
	}

	private static boolean isJdk(Class<?> type) {
		return type.getClassLoader() == null;
	}

}

package io.memprof.shop;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Beans as applications have them, for searches that find what they hold.
 */
public final class Warehouse {

	/** What code on stacks may keep in a static field. */
	public static final class Archive {

		private static final List<Object> boxes = new ArrayList<>();

		private Archive() {
		}

		public static void keep(Object box) {
			boxes.add(box);
		}

		public static void clear() {
			boxes.clear();
		}

	}

	/** What accumulates. */
	public record Parcel(String address, int weight) {

		public static Parcel number(int number) {
			return new Parcel("street " + number, number);
		}

	}

	/** What is to be done with a parcel. */
	public record Order(Parcel parcel, Object work) {
	}

	/** Holds one thing, of any class. */
	public static final class Shelf {

		private final Object content;

		private volatile @Nullable Object other;

		public Shelf(Object content) {
			this.content = content;
		}

		public Object content() {
			return this.content;
		}

		public void with(Object other) {
			this.other = other;
		}

		public @Nullable Object other() {
			return this.other;
		}

	}

	/** Another bean. */
	public record Labels(List<Object> labels) {
	}

	/** Stands before a bean as the proxies of a framework do. */
	public record Intermediary(Object target) implements InvocationHandler {

		@Override
		public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
			throw new AssertionError("a search calls no method of the application");
		}

	}

	/** A map of the application's own making, which must not be asked anything. */
	public static final class LazyMap extends HashMap<String, Parcel> {

		private static final long serialVersionUID = 1;

		@Override
		public int size() {
			throw new AssertionError("loads from the database");
		}

	}

	/** The recently used ones, as the JDK's documentation writes it. */
	public static final class Recent extends LinkedHashMap<Integer, Parcel> {

		private static final long serialVersionUID = 1;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Integer, Parcel> eldest) {
			return size() > 10_000;
		}

	}

	private Warehouse() {
	}

	public static Map<Integer, Parcel> parcels(int count) {
		return fill(new HashMap<>(), count);
	}

	public static Map<Integer, Parcel> fill(Map<Integer, Parcel> map, int count) {
		for (int i = 0; i < count; i++) {
			map.put(i, Parcel.number(i));
		}
		return map;
	}

}

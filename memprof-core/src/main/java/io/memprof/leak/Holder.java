package io.memprof.leak;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who keeps the objects of a leak alive.
 *
 * @param container the container on the chain and the field that holds it, or
 * {@code null} when unknown
 * @param bean name of the Spring bean that owns the container, or {@code null}
 * @param chain references from the GC root to the object, one line each; empty when
 * unknown
 * @param suspect position of the line on that chain whose reference leads to the
 * container from outside it, or {@code null} when unknown
 * @param unavailable why the holder is unknown, or {@code null}
 */
public record Holder(@Nullable String container, @Nullable String bean, List<String> chain, @Nullable Integer suspect,
		@Nullable String unavailable) {

	public Holder {
		chain = List.copyOf(chain);
	}

	/**
	 * A holder on whose chain no reference is more suspect than another.
	 */
	public Holder(@Nullable String container, @Nullable String bean, List<String> chain, @Nullable String unavailable) {
		this(container, bean, chain, null, unavailable);
	}

	public static Holder unknown(String because) {
		return new Holder(null, null, List.of(), because);
	}

}

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
 * @param unavailable why the holder is unknown, or {@code null}
 */
public record Holder(@Nullable String container, @Nullable String bean, List<String> chain,
		@Nullable String unavailable) {

	public Holder {
		chain = List.copyOf(chain);
	}

	public static Holder unknown(String because) {
		return new Holder(null, null, List.of(), because);
	}

}

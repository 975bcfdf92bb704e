package io.memprof.leak;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What tells that two leaks are the same one, over analyses and over restarts: the
 * fingerprint, or who holds it, as from few samples the class may look different at
 * first.
 * <p>
 * Immutable.
 *
 * @param fingerprint of class and allocating frames
 * @param kind which memory it fills
 * @param container that holds it, or {@code null} when unknown
 * @param bean that owns the container, or {@code null}
 */
public record LeakIdentity(String fingerprint, LeakKind kind, @Nullable String container, @Nullable String bean) {

	public static LeakIdentity of(LeakInfo leak) {
		return new LeakIdentity(leak.fingerprint(), leak.kind(), leak.holder().container(), leak.holder().bean());
	}

	/**
	 * Whether both are the same leak.
	 */
	public boolean isSameAs(LeakIdentity other) {
		return this.fingerprint.equals(other.fingerprint) || isHeldAs(other);
	}

	/** Whether both are held by the same container, which is known. */
	boolean isHeldAs(LeakIdentity other) {
		return this.container != null && this.container.equals(other.container) && this.kind == other.kind
				&& Objects.equals(this.bean, other.bean);
	}

}

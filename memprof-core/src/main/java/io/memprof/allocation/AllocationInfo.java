package io.memprof.allocation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One sampled allocation.
 *
 * @param timestamp when the object was allocated
 * @param className binary name of its class, arrays as {@code byte[]}
 * @param component component it is charged to
 * @param operation outermost application frame ({@code OrderController.create}), or
 * {@link ComponentNaming#NO_OPERATION}
 * @param objectBytes size of the object: exact where this site was measured, else the
 * mean of its class (see {@link ObjectSizes})
 * @param weightBytes bytes that this sample stands for
 * @param span sampled span that was in scope, or {@code null} when there was none or it
 * is not known
 */
public record AllocationInfo(Instant timestamp, String className, String component, String operation, long objectBytes,
		long weightBytes, @Nullable SampledSpan span) {

	/**
	 * An allocation outside of any sampled span.
	 */
	public AllocationInfo(Instant timestamp, String className, String component, String operation, long objectBytes,
			long weightBytes) {
		this(timestamp, className, component, operation, objectBytes, weightBytes, null);
	}

	/**
	 * Allocations that this sample stands for; at least one.
	 */
	public long count() {
		return Math.max(1, Math.round((double) this.weightBytes / Math.max(1, this.objectBytes)));
	}

}

package io.memprof.autoconfigure;

import io.memprof.allocation.OperationBytes;

/**
 * Why operations are not measured where nothing can measure them.
 */
final class UnmeasuredOperations {

	private UnmeasuredOperations() {
	}

	static OperationBytes of(MemprofProperties.Allocations allocations) {
		if (!allocations.enabled()) {
			return OperationBytes.unavailable("memprof.allocations.enabled is false");
		}
		return OperationBytes.unavailable(
				allocations.exactOperations() ? "micrometer-observation or the module jdk.management is missing"
						: "memprof.allocations.exact-operations is false");
	}

}

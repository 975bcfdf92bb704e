package io.memprof.snapshot;

/**
 * The answer of a system that cannot be asked: always the same reason.
 */
final class UnavailableProcessMemory implements ProcessMemory {

	private final Sizes sizes;

	UnavailableProcessMemory(String reason) {
		this.sizes = Sizes.unavailable(reason);
	}

	@Override
	public Sizes read() {
		return this.sizes;
	}

}

package io.memprof.allocation;

import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Measures the bytes that the application's operations allocate: requests, jobs and
 * messages, each told of by whoever runs it.
 *
 * <pre>
 * Execution execution = operations.begin();
 * execution.opened();                            // on the thread that works for it
 * execution.closed();                            // on the same thread
 * operations.end(execution, "http post /orders", "OrderController.create");
 * </pre>
 *
 * Exact: the JVM's own count of the bytes of the running thread, read twice and
 * subtracted. It is for platform threads; of a virtual thread the JVM tells nothing, and
 * such an execution is counted as unmeasured, with the reason.
 * <p>
 * {@link #begin} and {@link #end} are for any thread and wait for none. An execution
 * belongs to the session in which it began.
 */
public final class OperationBytes {

	private final @Nullable LongSupplier bytesOfThread;

	private final String unavailable;

	private volatile OperationSums sums = new OperationSums();

	/**
	 * Operations on a given count.
	 * @param bytesOfThread bytes allocated so far by the thread that calls it, negative
	 * when not known; {@code null} when there is no such count
	 * @param unavailable why there is none
	 */
	OperationBytes(@Nullable LongSupplier bytesOfThread, String unavailable) {
		this.bytesOfThread = bytesOfThread;
		this.unavailable = unavailable;
	}

	/**
	 * Operations measured by the count of this JVM.
	 */
	public static OperationBytes ofThisJvm() {
		return new OperationBytes(AllocatedBytes.ofCurrentThread(),
				"this JVM does not count the bytes that a thread allocates");
	}

	/**
	 * Operations that nobody measures, and why.
	 */
	public static OperationBytes unavailable(String reason) {
		return new OperationBytes(null, reason);
	}

	/**
	 * Whether anything is measured. Without, nobody need call.
	 */
	public boolean isAvailable() {
		return this.bytesOfThread != null;
	}

	/**
	 * An execution begins. It costs nothing if it never ends.
	 */
	public Execution begin() {
		LongSupplier counted = this.bytesOfThread;
		return new Execution((counted != null) ? counted : () -> -1, this.sums);
	}

	/**
	 * An execution has ended, on whatever thread.
	 * @param execution that began, or {@code null} for one that never opened a scope
	 * @param name of its operation
	 * @param handler method that the application ran for it, named as
	 * {@link ComponentNaming#operation(String, String)} does; {@code null} when not known
	 */
	public void end(@Nullable Execution execution, String name, @Nullable String handler) {
		if (execution == null) {
			this.sums.add(name, handler, 0, WhyUnmeasured.NO_SCOPE);
			return;
		}
		long bytes = execution.end();
		execution.sums().add(name, handler, bytes, execution.unmeasured());
	}

	/**
	 * Makes room for names to come, at each tick.
	 */
	void makeRoom() {
		this.sums.makeRoom();
	}

	/**
	 * What was measured in this session so far. Any thread.
	 */
	public MeasuredOperations measured() {
		if (!isAvailable()) {
			return MeasuredOperations.unavailable(this.unavailable);
		}
		OperationSums sums = this.sums;
		return (sums.ended() > 0) ? new MeasuredOperations(sums.operations(), sums.ended(), sums.unmeasured(), null)
				: MeasuredOperations.unavailable("no observation had ended by the latest analysis; "
						+ "without spring-boot-starter-actuator the application makes none");
	}

	/**
	 * Forgets everything; what is under way counts no more.
	 */
	void reset() {
		this.sums = new OperationSums();
	}

	long heldBytes() {
		return this.sums.heldBytes();
	}

}

package io.memprof.allocation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the application's requests, jobs and messages allocated since the session began:
 * measured, not sampled. An operation within another counts in both.
 * <p>
 * Immutable.
 *
 * @param operations largest first, at most {@value OperationSums#MOST_NAMES} and
 * {@code other}
 * @param ended executions that ended, measured or not
 * @param unmeasured how many of them were not measured, by reason
 * @param unavailable why nothing can be measured, or {@code null}
 */
public record MeasuredOperations(List<MeasuredOperation> operations, long ended, List<Unmeasured> unmeasured,
		@Nullable String unavailable) {

	public MeasuredOperations {
		operations = List.copyOf(operations);
		unmeasured = List.copyOf(unmeasured);
	}

	/**
	 * Nothing can be measured, and why.
	 */
	public static MeasuredOperations unavailable(String reason) {
		return new MeasuredOperations(List.of(), 0, List.of(), reason);
	}

	/**
	 * All that one method was run for, or {@code null} when it is not known to have been
	 * run.
	 * @param handler named as {@link ComponentNaming#operation(String, String)} does
	 */
	public @Nullable MeasuredOperation handledBy(String handler) {
		return this.operations.stream()
			.filter((operation) -> handler.equals(operation.handler()))
			.reduce(MeasuredOperation::plus)
			.orElse(null);
	}

	/**
	 * Part of the executions that was not measured, 0 to 1; 0 when none has ended.
	 */
	public double unmeasuredShare() {
		long count = this.unmeasured.stream().mapToLong(Unmeasured::count).sum();
		return (this.ended > 0) ? (double) count / this.ended : 0;
	}

	/**
	 * Executions that one reason kept from being measured.
	 *
	 * @param reason for people
	 * @param count at least one
	 */
	public record Unmeasured(String reason, long count) {
	}

}

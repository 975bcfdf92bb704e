package io.memprof.allocation;

import org.jspecify.annotations.Nullable;

/**
 * What the executions of one operation allocated since the session began, as the JVM
 * counted it.
 *
 * @param name as the application observes it, {@code http post /orders}, or {@code other}
 * for what is not told apart
 * @param handler method that the application ran for it, {@code OrderController.create},
 * or {@code null} when that is not known
 * @param bytes exact sum over the measured executions
 * @param count measured executions
 * @param unmeasured executions whose bytes are not known
 */
public record MeasuredOperation(String name, @Nullable String handler, long bytes, long count, long unmeasured) {

	/**
	 * Mean of the measured executions, in bytes; 0 when there is none.
	 */
	public long averageBytes() {
		return (this.count > 0) ? Math.round((double) this.bytes / this.count) : 0;
	}

	MeasuredOperation plus(MeasuredOperation other) {
		return new MeasuredOperation(this.name, this.handler, this.bytes + other.bytes, this.count + other.count,
				this.unmeasured + other.unmeasured);
	}

	MeasuredOperation minus(MeasuredOperation other) {
		return new MeasuredOperation(this.name, this.handler, this.bytes - other.bytes, this.count - other.count,
				this.unmeasured - other.unmeasured);
	}

}

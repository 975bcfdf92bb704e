package io.memprof.telemetry;

import java.util.List;

import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import org.jspecify.annotations.Nullable;

import static io.memprof.telemetry.MemoryMeter.Type.COUNTER;
import static io.memprof.telemetry.MemoryMeter.Type.GAUGE;
import static io.memprof.telemetry.MemoryMeter.Type.HISTOGRAM;

/**
 * The catalogue of the thirteen meters: one constant descriptor each. A second
 * description or unit for the same name would make a second metric over OTLP.
 * <p>
 * Only byte meters have a base unit: any other unit becomes a suffix of the name in
 * Prometheus, and a different one by each route.
 */
public enum MemoryMeter {

	/** Resident set. */
	RSS_BYTES("memory.rss_bytes", GAUGE, "bytes", "Resident set size of the process", "component"),

	/** Used heap. */
	HEAP_BYTES("memory.heap_bytes", GAUGE, "bytes", "Used heap, garbage included", "component"),

	/** Virtual size. */
	VIRTUAL_BYTES("memory.virtual_bytes", GAUGE, "bytes", "Virtual memory size of the process", "component"),

	/** Leaks found. */
	LEAK_COUNT("memory.leak.count", COUNTER, null, "Leaks, counted when first reported at a severity", "component",
			"severity"),

	/** Objects that leaked. */
	LEAK_ALLOCATION_COUNT("memory.leak.allocation_count", COUNTER, null,
			"Allocations newly attributed to reported leaks", "component", "severity"),

	/** Speed of the leak. */
	LEAK_GROWTH_RATE("memory.leak.growth_rate_mb_h", GAUGE, null,
			"Growth of reported leaks, or of the live heap for the whole process, in units of 2^20 bytes an hour",
			"component"),

	/** Size of the leak. */
	LEAK_SIZE_BYTES("memory.leak.size_bytes", HISTOGRAM, "bytes", "Size of each reported leak, once an analysis",
			"component", "severity"),

	/** Allocations. */
	ALLOCATION_COUNT("memory.allocation.count", COUNTER, null, "Allocations, estimated from samples", "component"),

	/** Bytes allocated. */
	ALLOCATION_TOTAL_BYTES("memory.allocation.total_bytes", COUNTER, "bytes", "Bytes allocated", "component"),

	/** Allocations by size. */
	ALLOCATION_DISTRIBUTION("memory.allocation.distribution", COUNTER, null, "Allocations by size of the object",
			"size_category"),

	/** How well allocations fit the heap. */
	ALLOCATION_EFFICIENCY("memory.allocation.efficiency_score", GAUGE, null,
			"How well allocations fit the heap, from 0 to 1", "component"),

	/** The largest allocators. */
	ALLOCATOR_TOTAL_BYTES("memory.allocator.total_bytes", GAUGE, "bytes",
			"Bytes allocated by the largest components since the session began", "component"),

	/** Sizes of objects. */
	ALLOCATION_SIZE_BYTES("memory.allocation.size_bytes", HISTOGRAM, "bytes", "Size of each sampled allocation",
			"component", "operation");

	/** Component of what belongs to the process as a whole. */
	public static final String PROCESS = "process";

	/** Stands for all label values beyond the bound. */
	public static final String OTHER = "other";

	/** Name of the label that holds the id of the profiling session. */
	public static final String SESSION_ID = "session_id";

	private final String meterName;

	private final Type type;

	private final @Nullable String baseUnit;

	private final String description;

	private final List<String> labels;

	MemoryMeter(String meterName, Type type, @Nullable String baseUnit, String description, String... labels) {
		this.meterName = meterName;
		this.type = type;
		this.baseUnit = baseUnit;
		this.description = description;
		this.labels = List.of(labels);
	}

	public String meterName() {
		return this.meterName;
	}

	public Type type() {
		return this.type;
	}

	/**
	 * {@code bytes}, or {@code null} when the meter has no unit.
	 */
	public @Nullable String baseUnit() {
		return this.baseUnit;
	}

	public String description() {
		return this.description;
	}

	/**
	 * Names of the labels that every series of this meter has, {@value #SESSION_ID} not
	 * among them.
	 */
	public List<String> labels() {
		return this.labels;
	}

	/**
	 * Whether series of this meter carry {@value #SESSION_ID} as well.
	 */
	public boolean carriesSession(SessionLabel sessionLabel) {
		return switch (sessionLabel) {
			case NONE -> false;
			case SNAPSHOT -> this == RSS_BYTES || this == HEAP_BYTES || this == VIRTUAL_BYTES;
			case ALL -> true;
		};
	}

	/**
	 * What a meter does over time.
	 */
	public enum Type {

		/** Goes up and down. */
		GAUGE,
		/** Only grows. */
		COUNTER,
		/** Counts observations in the buckets of {@link SizeBuckets}. */
		HISTOGRAM

	}

}

package io.memprof.benchmarks.overhead;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

/**
 * What was measured of one variant; filled as rounds go by. For one thread.
 */
final class VariantResult {

	private final Variant variant;

	private final List<Double> startSeconds = new ArrayList<>();

	private final List<Measurement> rounds = new ArrayList<>();

	private double residentMebibytes = Double.NaN;

	private @Nullable String failure;

	VariantResult(Variant variant) {
		this.variant = variant;
	}

	Variant variant() {
		return this.variant;
	}

	String name() {
		return this.variant.name();
	}

	void started(double seconds) {
		this.startSeconds.add(seconds);
	}

	void add(Measurement round) {
		this.rounds.add(round);
	}

	void ended(double residentMebibytes) {
		this.residentMebibytes = residentMebibytes;
	}

	void failed(String why) {
		this.failure = why;
	}

	/** Why there is no measurement, or {@code null}. */
	@Nullable String failure() {
		return this.failure;
	}

	double residentMebibytes() {
		return this.residentMebibytes;
	}

	long failedRequests() {
		return this.rounds.stream().mapToLong(Measurement::failed).sum();
	}

	/** Of each round. */
	List<Double> each(ToDoubleFunction<Measurement> figure) {
		return this.rounds.stream().mapToDouble(figure).boxed().toList();
	}

	/** Over all rounds. */
	double median(ToDoubleFunction<Measurement> figure) {
		return Ratio.median(this.rounds.stream().mapToDouble(figure).toArray());
	}

	double medianStartSeconds() {
		return Ratio.median(this.startSeconds.stream().mapToDouble(Double::doubleValue).toArray());
	}

	/** The median of the differences of the starts, pair by pair. */
	double startSecondsMoreThan(VariantResult base) {
		double[] more = new double[this.startSeconds.size()];
		for (int i = 0; i < more.length; i++) {
			more[i] = this.startSeconds.get(i) - base.startSeconds.get(i);
		}
		return Ratio.median(more);
	}

}

package io.memprof.snapshot;

/**
 * A straight line through a series, with the interval of its slope. Units are the
 * caller's: value per unit of time.
 *
 * @param slope median of all pairwise slopes; negative when the series falls
 * @param low lower end of the slope's interval
 * @param high upper end of the slope's interval
 * @param intercept value of the line at time zero
 */
public record TrendLine(double slope, double low, double high, double intercept) {

	/**
	 * The value of the line at a time.
	 */
	public double at(double time) {
		return this.intercept + this.slope * time;
	}

}

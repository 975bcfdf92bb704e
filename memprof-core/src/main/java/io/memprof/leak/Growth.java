package io.memprof.leak;

/**
 * A rate of growth with its interval, in units of 2^20 bytes an hour; negative when it
 * shrinks.
 *
 * @param mbPerHour best estimate
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 */
public record Growth(double mbPerHour, double low, double high) {
}

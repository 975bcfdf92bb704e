package io.memprof.leak;

/**
 * How bad one leak is, by what it holds already or by how fast it grows.
 */
public enum Severity {

	/** Above 100 MB or 50 MB/h. */
	CRITICAL(100, 50),
	/** Above 50 MB or 20 MB/h. */
	HIGH(50, 20),
	/** Above 10 MB or 5 MB/h. */
	MEDIUM(10, 5),
	/** Anything else. */
	LOW(0, 0);

	private final double sizeMb;

	private final double growthMbPerHour;

	Severity(double sizeMb, double growthMbPerHour) {
		this.sizeMb = sizeMb;
		this.growthMbPerHour = growthMbPerHour;
	}

	/**
	 * The severity of a leak.
	 * @param sizeMb what it holds, in units of 2^20 bytes
	 * @param growthMbPerHour how fast it grows, in units of 2^20 bytes an hour
	 */
	public static Severity of(double sizeMb, double growthMbPerHour) {
		for (Severity severity : values()) {
			if (sizeMb > severity.sizeMb || growthMbPerHour > severity.growthMbPerHour) {
				return severity;
			}
		}
		return LOW;
	}

}

package io.memprof.report;

/**
 * What memprof may take of its host before it backs off.
 *
 * @param cpuShare of one processor over five minutes, above 0
 * @param heldBytes heap that memprof's own structures hold
 * @param diskBytes of JFR's repository that memprof's stream may hold
 */
public record CostCeiling(double cpuShare, long heldBytes, long diskBytes) {

	/** One per cent is what JEP 328 promises for JFR itself. */
	public static final CostCeiling OF_A_SERVICE = new CostCeiling(0.01, 30L << 20, 64L << 20);

	/** Tests and demos are looked at every few seconds. */
	public static final CostCeiling OF_A_DEMO = new CostCeiling(0.1, 30L << 20, 64L << 20);

	public CostCeiling {
		if (cpuShare <= 0 || heldBytes <= 0 || diskBytes <= 0) {
			throw new IllegalArgumentException("a ceiling is above zero");
		}
	}

}

package io.memprof.leak;

/**
 * What the search for evidence must do without for the time being.
 *
 * @param extent of what must not run
 * @param reason in words
 */
public record Restraint(Extent extent, String reason) {

	public static final Restraint NONE = new Restraint(Extent.NOTHING, "");

	/** Whether holders may be searched for, roots walked to and classes counted. */
	boolean allowsSearches(boolean demanded) {
		return this.extent == Extent.NOTHING || (this.extent == Extent.SEARCHES && demanded);
	}

	/**
	 * Whether a walk to the roots, which needs no heap, may run where it was asked for.
	 */
	boolean allowsWalks(boolean demanded) {
		return this.extent == Extent.NOTHING || demanded;
	}

	/** What a report says of it. */
	Reason inWords() {
		return new Reason(isByFullHeap() ? "memprof may allocate" : "memprof looks for who holds objects",
				"no: it backs off, " + this.reason, "not while it backs off: see cost.backOff", false);
	}

	boolean isByFullHeap() {
		return this.extent == Extent.ALL_THAT_ALLOCATES;
	}

	/**
	 * How much must not run.
	 */
	public enum Extent {

		NOTHING,
		/** Unless they are asked for. */
		SEARCHES,
		/** In a full heap, and even when asked for. */
		ALL_THAT_ALLOCATES

	}

}

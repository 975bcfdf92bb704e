package io.memprof.report;

import java.time.Instant;

/**
 * How far memprof holds itself back.
 *
 * @param level how far
 * @param since when it has been there
 * @param reason what was measured, and the ceiling it was held against
 */
public record BackOff(Level level, Instant since, String reason) {

	/**
	 * Steps, each of which holds back what those before it do and more.
	 */
	public enum Level {

		/** All runs as configured. */
		NONE("nothing is held back"),
		/** The delivery of samples is most of the cost of an application at work. */
		FEWER_SAMPLES("a quarter of the allocation samples"),
		/** What is left is mostly spent looking for holders. */
		NO_SEARCHES("a quarter of the allocation samples; no searches for holders, walks to the garbage collection "
				+ "roots nor class histograms, unless an analysis is asked for"),
		/** As little as still gives a verdict. */
		RARE_LOOKS("a sixteenth of the allocation samples; no searches for holders, walks to the garbage collection "
				+ "roots nor class histograms, unless an analysis is asked for; ticks and analyses at a quarter of "
				+ "their pace"),
		/**
		 * The heap is full: not for what memprof costs, but so as not to make it worse.
		 */
		SNAPSHOTS_ONLY("snapshots only: no allocation samples, no searches, no analyses unless asked for; the verdict "
				+ "keeps what was reported");

		private final String what;

		Level(String what) {
			this.what = what;
		}

		/**
		 * What is still done, and what is not.
		 */
		public String what() {
			return this.what;
		}

	}

}

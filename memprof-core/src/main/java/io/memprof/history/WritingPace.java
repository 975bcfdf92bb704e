package io.memprof.history;

import java.time.Instant;

import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakVerdict;
import org.jspecify.annotations.Nullable;

/**
 * When the report is written: the first, each that follows an analysis with an alarm or
 * another verdict than was written, and every fifth analysis. What failed is tried again
 * after the next analysis. For one thread.
 */
final class WritingPace {

	private static final int ANALYSES_BETWEEN = 5;

	private @Nullable Instant analysed;

	private @Nullable LeakVerdict written;

	private int sinceWritten;

	void beginSession() {
		this.analysed = null;
		this.written = null;
		this.sinceWritten = 0;
	}

	/** Whether an analysis has run since the last question; there is a first one. */
	boolean isNewAnalysis(LeakAnalysis analysis) {
		if (analysis.at().equals(this.analysed)) {
			return false;
		}
		this.analysed = analysis.at();
		this.sinceWritten++;
		return true;
	}

	boolean isDue(LeakAnalysis analysis) {
		return analysis.verdict() != this.written || analysis.verdict().isAlarm()
				|| this.sinceWritten >= ANALYSES_BETWEEN;
	}

	void written(LeakAnalysis analysis) {
		this.written = analysis.verdict();
		this.sinceWritten = 0;
	}

	void failed() {
		this.written = null;
	}

}

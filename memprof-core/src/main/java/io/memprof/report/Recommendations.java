package io.memprof.report;

import java.util.ArrayList;
import java.util.List;

import io.memprof.leak.LeakAnalysis;
import io.memprof.leak.LeakInfo;
import io.memprof.leak.LeakStatus;
import io.memprof.leak.LeakVerdict;
import io.memprof.snapshot.MemoryPressure;

/**
 * What to do next, one sentence each, most urgent first.
 */
public final class Recommendations {

	private Recommendations() {
	}

	public static List<String> of(LeakAnalysis analysis, MemoryPressure pressure) {
		List<String> sentences = new ArrayList<>();
		for (LeakInfo leak : analysis.potentialLeaks()) {
			if (leak.status() != LeakStatus.GONE) {
				sentences.add(leak.className() + " allocated at " + leak.allocationSite() + ": " + leak.advice());
			}
		}
		if (pressure == MemoryPressure.CRITICAL) {
			sentences.add("Memory is above the alert threshold of the limit that binds first: raise the limit or shed "
					+ "load before an OutOfMemoryError does.");
		}
		if (analysis.verdict() == LeakVerdict.GROWING) {
			sentences.add(
					"The live heap rises but no holder is known: ask for an analysis (POST /actuator/memprof/analysis) "
							+ "or allow reference chains (memprof.leaks.reference-chains).");
		}
		return sentences;
	}

}

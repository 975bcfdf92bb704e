package com.example.faults;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The threads of memprof that live, seen from outside.
 */
final class MemprofThreads {

	private MemprofThreads() {
	}

	static Set<Thread> all() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("memprof-"))
			.collect(Collectors.toSet());
	}

	/**
	 * Waits until one of those that are not in the set is in the middle of an analysis.
	 */
	static void awaitAnalysis(Set<Thread> others) throws InterruptedException {
		while (true) {
			Set<Thread> own = new HashSet<>(all());
			own.removeAll(others);
			if (own.stream().anyMatch(MemprofThreads::analyses)) {
				return;
			}
			Thread.sleep(1);
		}
	}

	/** It waits for JFR there, so most of an analysis is seen. */
	private static boolean analyses(Thread thread) {
		return Stream.of(thread.getStackTrace())
			.anyMatch((frame) -> frame.getClassName().equals("io.memprof.leak.OldObjectSampler")
					&& frame.getMethodName().equals("collect"));
	}

}

package com.example.faults;

import java.util.List;

import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/**
 * Of this JVM; a class of its own, as a JVM may be without JFR.
 */
final class Recordings {

	private Recordings() {
	}

	static int all() {
		return list().size();
	}

	/** Without those that an analysis makes for its own time. */
	static int thatStay() {
		return (int) list().stream().filter((recording) -> !recording.getName().equals("memprof-tick")).count();
	}

	private static List<Recording> list() {
		return FlightRecorder.getFlightRecorder().getRecordings();
	}

}

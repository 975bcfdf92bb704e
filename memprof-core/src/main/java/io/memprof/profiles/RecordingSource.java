package io.memprof.profiles;

import io.memprof.allocation.AllocationRecording;
import io.memprof.allocation.FlightRecorderStream.JfrUnavailableException;

/**
 * Begins recordings.
 */
interface RecordingSource {

	/**
	 * Begins one.
	 * @throws NoProfileException when this JVM cannot record now
	 */
	AllocationRecording begin() throws NoProfileException;

	/**
	 * Recordings of this JVM.
	 */
	static RecordingSource ofThisJvm(int samplesPerSecond) {
		return () -> {
			try {
				return AllocationRecording.begin(samplesPerSecond);
			}
			catch (JfrUnavailableException ex) {
				throw new NoProfileException("nothing can be recorded", ex.reason());
			}
		};
	}

}

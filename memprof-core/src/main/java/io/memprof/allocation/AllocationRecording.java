package io.memprof.allocation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import io.memprof.allocation.FlightRecorderStream.JfrUnavailableException;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/**
 * A JFR recording of sampled allocations, for those who read files.
 * <p>
 * Each costs the JVM two rotations of its chunks. The chunks are shared: what else is
 * recorded meanwhile, by memprof's own stream or by the application, is in the file too,
 * so the file never leaves the machine as it is. At most {@value #MAX_MEGABYTES} MB are
 * kept, the newest.
 * <p>
 * For one thread.
 */
public final class AllocationRecording implements AutoCloseable {

	private static final int MAX_MEGABYTES = 64;

	private static final String OUTSIDE_TLAB = "jdk.ObjectAllocationOutsideTLAB";

	private final Recording recording;

	private final Instant begin;

	private AllocationRecording(Recording recording, int samplesPerSecond) {
		this.recording = recording;
		recording.setName("memprof profile");
		recording.setMaxSize((long) MAX_MEGABYTES << 20);
		recording.enable("jdk.ObjectAllocationSample").withStackTrace().with("throttle", samplesPerSecond + "/s");
		this.begin = Instant.now();
	}

	/**
	 * Begins one.
	 * @param samplesPerSecond JFR throttle, process-wide; the highest of all recordings
	 * counts
	 * @throws JfrUnavailableException when this JVM has no JFR, or it cannot write its
	 * repository or would fill its disk
	 */
	public static AllocationRecording begin(int samplesPerSecond) throws JfrUnavailableException {
		return FlightRecorderStream.withFlightRecorder(() -> {
			AllocationRecording begun = new AllocationRecording(new Recording(), samplesPerSecond);
			try {
				begun.recording.start();
				return begun;
			}
			catch (RuntimeException ex) {
				begun.close();
				throw ex;
			}
		});
	}

	/**
	 * Bytes allocated so far by each live platform thread, by its Java id. The first
	 * sample of a thread has the weight of all of them, if nobody has recorded before;
	 * empty on a JVM that does not count.
	 */
	public static Map<Long, Long> allocatedBefore() {
		return AllocatedBytes.byThread();
	}

	/**
	 * When it began.
	 */
	public Instant begin() {
		return this.begin;
	}

	/**
	 * Why its samples cannot be told from other events, or {@code null}: large objects
	 * have an event of their own with the same fields, which some other recording may
	 * have switched on. memprof's own, while it measures sizes, has it without stacks.
	 */
	public @Nullable String ambiguous() {
		for (Recording other : FlightRecorder.getFlightRecorder().getRecordings()) {
			Map<String, String> settings = other.getSettings();
			if (other.getState() == RecordingState.RUNNING && "true".equals(settings.get(OUTSIDE_TLAB + "#enabled"))
					&& !"false".equals(settings.get(OUTSIDE_TLAB + "#stackTrace"))) {
				return "another JFR recording of this JVM, " + other.getName() + ", has " + OUTSIDE_TLAB
						+ " on, by which large objects would count twice";
			}
		}
		return null;
	}

	/**
	 * Ends it and writes it down.
	 * @throws IOException when the file cannot be written, or its disk would run full
	 */
	public void writeTo(Path file) throws IOException {
		if (this.recording.getState() == RecordingState.RUNNING) {
			this.recording.stop();
		}
		String shortage = RepositorySpace.shortageToWrite(file, this.recording.getSize());
		if (shortage != null) {
			throw new IOException(shortage);
		}
		this.recording.dump(file);
	}

	/**
	 * Ends it and forgets what it holds. May be called again.
	 */
	@Override
	public void close() {
		this.recording.close();
	}

}

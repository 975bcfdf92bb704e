package io.memprof.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import io.memprof.allocation.AllocationRecording;
import io.memprof.allocation.JvmShutdown;
import io.memprof.profiles.ProfileEncoder.EncodedProfile;
import io.memprof.profiles.ProfileEncoder.Window;
import io.memprof.telemetry.PushChannel;
import org.jspecify.annotations.Nullable;

/**
 * Recording after recording, from start to stop: each run ends one, pushes its profile,
 * and leaves the next one running. The next begins before the one before ends, since JFR
 * is costly to begin anew; what both have seen counts once, as a profile takes only what
 * lies in its window.
 * <p>
 * {@link #run()} is for one thread, {@link #stop()} for any.
 */
final class ProfileCycle implements Runnable {

	private final RecordingSource recordings;

	private final ProfileEncoder encoder;

	private final PushChannel channel;

	private @Nullable AllocationRecording current;

	private boolean stopped;

	/** For the thread that runs. */
	private Map<Long, Long> allocatedBefore = Map.of();

	ProfileCycle(RecordingSource recordings, ProfileEncoder encoder, PushChannel channel) {
		this.recordings = recordings;
		this.encoder = encoder;
		this.channel = channel;
	}

	/**
	 * Never throws. The first run only begins.
	 */
	@Override
	public void run() {
		try {
			turn();
		}
		catch (NoProfileException ex) {
			failed(ex.what(), ex.advice());
		}
		catch (Exception | LinkageError | OutOfMemoryError ex) {
			failed("the recording cannot be converted (" + ex + ")",
					"use tools.profiler:jfr-converter 4.5 and io.opentelemetry.proto:opentelemetry-proto 1.10.0-alpha, with "
							+ "which memprof is tested; Spring Boot before 4.1 brings an older one of the latter");
		}
	}

	/**
	 * Ends the recording. A push under way is not waited for.
	 */
	void stop() {
		AllocationRecording ended;
		synchronized (this) {
			this.stopped = true;
			ended = this.current;
			this.current = null;
		}
		if (ended != null) {
			ended.close();
		}
	}

	private void turn() throws NoProfileException, IOException {
		if (isStopped() || JvmShutdown.hasBegun()) {
			return;
		}
		AllocationRecording next = begin();
		try (AllocationRecording ended = replace(next)) {
			if (ended == null) {
				this.allocatedBefore = AllocationRecording.allocatedBefore();
			}
			else if (this.channel.mayPush()) {
				push(ended, next.begin());
			}
		}
	}

	/** Without a next one, the one before ends unsent, or it would fill its space. */
	private AllocationRecording begin() throws NoProfileException {
		try {
			return this.recordings.begin();
		}
		catch (NoProfileException ex) {
			AllocationRecording ended = replace(null);
			if (ended != null) {
				ended.close();
			}
			throw ex;
		}
	}

	private void push(AllocationRecording ended, Instant until) throws NoProfileException, IOException {
		String ambiguous = ended.ambiguous();
		if (ambiguous != null) {
			throw new NoProfileException(ambiguous, "end that recording, or switch the event off in it");
		}
		EncodedProfile profile = encoded(ended, until);
		if (profile != null && !isStopped()) {
			this.channel.post(profile.data(), profile.contentType(), profile.query(), this.encoder::partialSuccess);
		}
	}

	private @Nullable EncodedProfile encoded(AllocationRecording ended, Instant until)
			throws NoProfileException, IOException {
		Path file = temporaryFile();
		try {
			write(ended, file);
			return this.encoder.encode(file, new Window(ended.begin(), until, this.allocatedBefore));
		}
		finally {
			Files.deleteIfExists(file);
		}
	}

	private static Path temporaryFile() throws NoProfileException {
		try {
			return Files.createTempFile("memprof-profile", ".jfr");
		}
		catch (IOException ex) {
			throw unwritable(ex);
		}
	}

	private static void write(AllocationRecording ended, Path file) throws NoProfileException {
		try {
			ended.writeTo(file);
		}
		catch (IOException ex) {
			throw unwritable(ex);
		}
	}

	private static NoProfileException unwritable(IOException ex) {
		return new NoProfileException("the recording cannot be written (" + ex.getMessage() + ")",
				"make room in the temporary directory, or name another by -Djava.io.tmpdir");
	}

	/**
	 * The recording that runs from now on, for the one before. Once stopped none does.
	 */
	private synchronized @Nullable AllocationRecording replace(@Nullable AllocationRecording next) {
		AllocationRecording before = this.current;
		this.current = this.stopped ? null : next;
		if (this.stopped && next != null) {
			next.close();
		}
		return before;
	}

	private synchronized boolean isStopped() {
		return this.stopped;
	}

	private void failed(String what, String advice) {
		if (!isStopped() && !JvmShutdown.hasBegun()) {
			this.channel.failed(what, advice);
		}
	}

}

package io.memprof.e2e;

/**
 * What may go wrong around memprof or in it, in the order of the table.
 */
enum Fault {

	JFR_OFF("JFR switched off (`-XX:-FlightRecorder`)"),
	JFR_LEFT_OUT("JFR left out of the runtime image (`--limit-modules`)"), TEMP_READ_ONLY("temp directory read-only"),
	TEMP_FULL("temp directory full: 16 MB"),
	TEMP_FILLS("temp directory fills up, to the last byte, while memprof runs"),
	PROC_UNREADABLE("`/proc/self`: `status`, `cgroup` and `mountinfo` cannot be read"),
	THREAD_DIES("memprof's thread dies inside a tick (`ThreadDeath`)"),
	OUT_OF_MEMORY("`OutOfMemoryError` inside a tick"),
	USER_RECORDING("`jcmd` starts, dumps and stops a recording of the user's"),
	OUR_RECORDING_STOPPED("`jcmd` stops memprof's recording"),
	CHUNK_ROTATION("JFR rotates chunks of 1 MB under pressure"),
	CONTEXT_CLOSED("a context is closed in the middle of an analysis"),
	JVM_ENDS("the JVM ends in the middle of an analysis"), PARALLEL_GETS("10,000 GETs of the report, 200 at a time"),
	POSTS("100 POSTs of an analysis, 20 at a time"), MANY_URIS("up to a million distinct URIs"),
	MANY_CLASSES("up to a million distinct classes, half hidden, half generated"),
	MANY_THREADS("up to a million distinct names of threads"),
	CLOCK_JUMPS("the time of day jumps by days at each of 100 ticks"),
	EIGHT_HOURS("eight hours of simulated time, a tick every 5 s");

	private final String words;

	Fault(String words) {
		this.words = words;
	}

	String words() {
		return this.words;
	}

}

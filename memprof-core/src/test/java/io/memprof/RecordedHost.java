package io.memprof;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.memprof.leak.BeanNames;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordingFile;

/**
 * A host with a JFR recording of its own, which it dumps at the end.
 */
final class RecordedHost {

	private static final int COLLECTIONS = 5;

	private RecordedHost() {
	}

	public static void main(String[] args) throws Exception {
		try (Recording own = new Recording()) {
			own.setName("own");
			own.enable("jdk.SystemGC").withoutThreshold();
			own.start();
			Map<String, String> settings = own.getSettings();
			MemoryProfiler profiler = new MemoryProfiler(ProfilerSettings.defaults(), List.of(), BeanNames.NONE);
			profiler.start();
			profiler.tick();
			for (int i = 0; i < COLLECTIONS; i++) {
				System.gc();
				profiler.requestAnalysis(Runnable::run);
			}
			profiler.close();
			System.out.println("state=" + (own.getState() == RecordingState.RUNNING));
			System.out.println("settings=" + own.getSettings().equals(settings));
			System.out.println("failures=" + profiler.stop().cost().stepFailures());
			System.out.println("recorded=" + eventsOf(own));
		}
	}

	private static long eventsOf(Recording recording) throws Exception {
		Path file = Files.createTempFile("own", ".jfr");
		try {
			recording.dump(file);
			return RecordingFile.readAllEvents(file)
				.stream()
				.filter((event) -> event.getEventType().getName().equals("jdk.SystemGC"))
				.count();
		}
		finally {
			Files.delete(file);
		}
	}

}

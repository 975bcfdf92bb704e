package io.memprof.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Faults of the machine, of the host and of those who use it, each with memprof in an
 * application that answers requests meanwhile.
 */
final class HostFaults {

	private static final int MANY_REQUESTS = 10_000;

	private static final int MANY_POSTS = 100;

	private static final int GREETINGS = 50;

	private static final int CHUNKS = 20;

	/** As {@code JFR.check} lists that of a stream. */
	private static final Pattern RECORDING = Pattern.compile("Recording (\\d+): name=Recording Stream");

	private final Path directory;

	private final String classPath;

	private final FaultTable table;

	HostFaults(Path directory, String classPath, FaultTable table) {
		this.directory = directory;
		this.classPath = classPath;
		this.table = table;
	}

	void jfrIsOff() throws Exception {
		try (FaultHost host = start("jfr-off", List.of(), "-XX:-FlightRecorder")) {
			withoutJfr(host, Fault.JFR_OFF, "-XX:-FlightRecorder");
		}
	}

	void jfrIsLeftOut() throws Exception {
		try (FaultHost host = start("jfr-left-out", List.of(),
				"--limit-modules=java.se,jdk.management,jdk.unsupported")) {
			withoutJfr(host, Fault.JFR_LEFT_OUT, "no module jdk.jfr");
		}
	}

	void tempIsFull() throws Exception {
		try (FaultHost host = start("temp-full", List.of("mount -t tmpfs -o size=16m tmpfs tmp"))) {
			withoutJfr(host, Fault.TEMP_FULL, "are free in");
		}
	}

	void tempIsReadOnlyAndProcIsUnreadable() throws Exception {
		// the memory of a process cannot be read from its begin
		String unreadable = "for file in status cgroup mountinfo; do mount --bind /proc/$$/mem /proc/$$/$file; done";
		try (FaultHost host = start("read-only", List.of("mount -t tmpfs -o ro tmpfs tmp", unreadable))) {
			withoutJfr(host, Fault.TEMP_READ_ONLY, "needs a directory it can write to");
			try (Watch watch = Watch.begin(host)) {
				JsonNode report = host.awaitTicks(5);
				JsonNode snapshot = report.path("snapshot");
				assertThat(snapshot.path("heapBytes").asLong()).isPositive();
				String size = snapshot.at("/rssBytes/unavailable").asString("");
				String limit = snapshot.at("/containerLimitBytes/unavailable").asString("");
				assertThat(size).contains("cannot read /proc/self/status");
				assertThat(limit).contains("cannot read the control group");
				this.table.add(Fault.PROC_UNREADABLE, watch.end(), size + "; " + limit,
						lost(report, size, limit) + "; " + untouched(report));
			}
		}
	}

	private void withoutJfr(FaultHost host, Fault fault, String named) throws Exception {
		try (Watch watch = Watch.fromStart(host)) {
			host.await("reporting", (report) -> report.path("totalSamples").asLong() > 3);
			host.post("/actuator/memprof/analysis");
			JsonNode report = host.await("judged", (one) -> !one.at("/leakAnalysis/analysedAt").isObject());
			String reason = report.at("/allocations/topAllocators/unavailable").asString("");
			assertThat(reason).contains(named);
			assertThat(failures(report)).isZero();
			this.table.add(fault, watch.end(), reason, lost(report, reason) + "; " + untouched(report));
		}
	}

	void chunksRotateAndTempFillsUp() throws Exception {
		try (FaultHost host = start("temp-fills", List.of("mount -t tmpfs -o size=256m tmpfs tmp"),
				"-XX:FlightRecorderOptions=maxchunksize=1m")) {
			host.await("sampling", HostFaults::hasSamples);
			rotate(host);
			try (Watch watch = Watch.begin(host)) {
				host.post("/fill-temp?leave=20");
				host.await("out of space",
						(one) -> one.at("/allocations/topAllocators/unavailable").asString("").contains("are free in"));
				long left = host.post("/fill-temp?leave=0").asLong();
				assertThat(left).isZero();
				JsonNode report = host.awaitTicks(5);
				String reason = report.at("/allocations/topAllocators/unavailable").asString("");
				assertThat(failures(report)).isZero();
				this.table.add(Fault.TEMP_FILLS, watch.end(), reason, lost(report, reason) + "; " + untouched(report));
			}
		}
	}

	private void rotate(FaultHost host) throws Exception {
		Set<String> chunks = new HashSet<>();
		try (Watch watch = Watch.begin(host)) {
			long before = samples(host.report());
			JsonNode report = host.await("rotating and sampling on", (one) -> {
				host.post("/record?megabytes=2");
				host.http().json("/chunks").forEach((name) -> chunks.add(name.asString()));
				return chunks.size() >= CHUNKS && samples(one) > before;
			});
			assertThat(failures(report)).isZero();
			assertThat(report.at("/allocations/topAllocators").isArray()).isTrue();
			this.table.add(Fault.CHUNK_ROTATION, watch.end(),
					"%d chunks seen, diskBytes %,d of at most %,d, totalCount %,d and then %,d".formatted(chunks.size(),
							report.at("/cost/diskBytes").asLong(), report.at("/cost/ceiling/diskBytes").asLong(),
							before, samples(report)),
					untouched(report));
		}
	}

	void manyAskAndTheEndComesInAnAnalysis() throws Exception {
		try (FaultHost host = start("asked", List.of())) {
			host.await("sampling", HostFaults::hasSamples);
			getInParallel(host);
			postInParallel(host);
			closeAContext(host);
			endTheJvm(host);
		}
	}

	private void getInParallel(FaultHost host) throws Exception {
		try (Watch watch = Watch.begin(host)) {
			Map<String, Long> answers = inParallel(MANY_REQUESTS, 200,
					() -> Integer.toString(host.http().get("/actuator/memprof").statusCode()));
			assertThat(answers).isEqualTo(Map.of("200", (long) MANY_REQUESTS));
			JsonNode report = host.awaitTicks(1);
			assertThat(failures(report)).isZero();
			this.table.add(Fault.PARALLEL_GETS, watch.end(),
					"%s; heldBytes %,d".formatted(words(answers), report.at("/cost/heldBytes").asLong()),
					untouched(report));
		}
	}

	private void postInParallel(FaultHost host) throws Exception {
		try (Watch watch = Watch.begin(host)) {
			Map<String, Long> answers = inParallel(MANY_POSTS, 20, () -> {
				var response = host.http().send("POST", "/actuator/memprof/analysis");
				JsonNode body = host.http().read(response.body());
				return response.statusCode()
						+ (body.path("retryAfterSeconds").asInt(0) > 0 ? " with retryAfterSeconds" : "");
			});
			assertThat(answers.keySet()).contains("202", "429 with retryAfterSeconds")
				.isSubsetOf("202", "429 with retryAfterSeconds", "429");
			JsonNode report = host.await("analysed", (one) -> !one.at("/leakAnalysis/analysedAt").isObject());
			assertThat(failures(report)).isZero();
			this.table.add(Fault.POSTS, watch.end(), words(answers), untouched(report));
		}
	}

	private void closeAContext(FaultHost host) throws Exception {
		try (Watch watch = Watch.begin(host)) {
			JsonNode seen = host.post("/close-a-context-in-an-analysis");
			JsonNode report = seen.path("report");
			assertThat(report.path("state").asString()).isEqualTo("stopped");
			assertThat(failures(report)).isZero();
			assertThat(seen.path("threadsAfter")).isEqualTo(seen.path("threadsBefore"));
			assertThat(seen.path("recordingsAfter")).isEqualTo(seen.path("recordingsBefore"));
			this.table.add(Fault.CONTEXT_CLOSED,
					watch.end() + "; memprof's threads in the JVM %d before and %d after, recordings %d and %d"
						.formatted(seen.path("threadsBefore").asInt(), seen.path("threadsAfter").asInt(),
								seen.path("recordingsBefore").asInt(), seen.path("recordingsAfter").asInt()),
					"state %s, analysedAt %s".formatted(report.path("state").asString(),
							report.at("/leakAnalysis/analysedAt").toString()),
					untouched(report));
		}
	}

	private void endTheJvm(FaultHost host) throws Exception {
		int lines = host.program().lines().size();
		int errors = host.errors().size();
		String session = host.report().path("sessionId").asString();
		host.post("/end-in-an-analysis");
		long begin = System.nanoTime();
		int status = host.program().awaitEnd(FaultHost.PATIENCE);
		long millis = (System.nanoTime() - begin) / 1_000_000;
		assertThat(status).isZero();
		assertThat(host.program().output()).contains("ending in an analysis");
		JsonNode kept = host.kept(session);
		assertThat(kept.path("ended").asString()).isEqualTo("CLEANLY");
		assertThat(failures(kept.path("report"))).isZero();
		this.table.add(Fault.JVM_ENDS,
				"exit status %d, %d ms after it was asked to end; %s".formatted(status, millis,
						Watch.printed(host, lines, errors)),
				"ended %s, state %s (the report kept on disk)".formatted(kept.path("ended").asString(),
						kept.at("/report/state").asString()),
				untouched(kept.path("report")));
	}

	void ticksFailAndOthersRecord() throws Exception {
		try (FaultHost host = start("failing", List.of())) {
			host.await("sampling", HostFaults::hasSamples);
			failATick(host, Fault.THREAD_DIES, "ThreadDeath");
			failATick(host, Fault.OUT_OF_MEMORY, "OutOfMemoryError");
			recordBeside(host);
			stopOurRecording(host);
		}
	}

	private void failATick(FaultHost host, Fault fault, String error) throws Exception {
		try (Watch watch = Watch.begin(host)) {
			long before = failures(host.report());
			long skipped = host.report().at("/cost/ticksSkipped").asLong();
			host.post("/fail?error=" + error);
			host.await("failed", (report) -> failures(report) > before);
			JsonNode report = host.awaitTicks(5);
			assertThat(failures(report)).isEqualTo(before + 1);
			this.table.add(fault, watch.end(),
					"stepFailures %d and then %d; state %s, totalSamples go on to %d".formatted(before,
							failures(report), report.path("state").asString(), report.path("totalSamples").asLong()),
					"one step of one tick: ticksSkipped %d and then %d".formatted(skipped,
							report.at("/cost/ticksSkipped").asLong()));
		}
	}

	private void recordBeside(FaultHost host) throws Exception {
		Path file = host.directory().resolve("user.jfr");
		try (Watch watch = Watch.begin(host)) {
			host.jcmd("JFR.start", "name=user", "settings=profile");
			String analysedBefore = host.report().at("/leakAnalysis/analysedAt").asString("");
			for (int i = 0; i < GREETINGS / 2; i++) {
				host.http().get("/hello/" + i);
			}
			host.await("analysed meanwhile", (report) -> !report.at("/leakAnalysis/analysedAt").isObject()
					&& !report.at("/leakAnalysis/analysedAt").asString("").equals(analysedBefore));
			for (int i = GREETINGS / 2; i < GREETINGS; i++) {
				host.http().get("/hello/" + i);
			}
			host.jcmd("JFR.dump", "name=user", "filename=" + file);
			long before = samples(host.report());
			host.jcmd("JFR.stop", "name=user");
			JsonNode report = host.await("sampling on", (one) -> samples(one) > before);
			List<String> greetings = greetings(file);
			assertThat(greetings).containsExactlyInAnyOrderElementsOf(
					IntStream.range(0, GREETINGS).mapToObj(Integer::toString).toList());
			assertThat(report.at("/allocations/topAllocators").isArray()).isTrue();
			this.table.add(Fault.USER_RECORDING,
					watch.end() + "; its file holds %d of %d events of the host, an analysis in between"
						.formatted(greetings.size(), GREETINGS),
					"totalCount %,d before the recording is stopped and %,d after".formatted(before, samples(report)),
					untouched(report));
		}
	}

	/** One for each request with a name. */
	private static List<String> greetings(Path file) throws IOException {
		List<String> texts = new ArrayList<>();
		for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
			if (event.getEventType().getName().equals("com.example.Greeting")
					&& !event.getString("text").equals("hello")) {
				texts.add(event.getString("text"));
			}
		}
		return texts;
	}

	private void stopOurRecording(FaultHost host) throws Exception {
		try (Watch watch = Watch.begin(host)) {
			Matcher ours = RECORDING.matcher(host.jcmd("JFR.check"));
			assertThat(ours.find()).isTrue();
			host.jcmd("JFR.stop", "name=" + ours.group(1));
			host.await("without events", (one) -> one.at("/allocations/topAllocators").isObject());
			JsonNode report = host.awaitTicks(5);
			String reason = report.at("/allocations/topAllocators/unavailable").asString("");
			assertThat(reason).contains("event stream has ended");
			this.table.add(Fault.OUR_RECORDING_STOPPED, watch.end(), reason,
					lost(report, reason) + "; " + untouched(report));
		}
	}

	private FaultHost start(String name, List<String> mounts, String... options) throws Exception {
		return FaultHost.start(this.directory.resolve(name), this.classPath, mounts, options);
	}

	private static boolean hasSamples(JsonNode report) {
		return samples(report) > 0;
	}

	private static long samples(JsonNode report) {
		return report.at("/allocations/totalCount").asLong(0);
	}

	static long failures(JsonNode report) {
		return report.at("/cost/stepFailures").asLong(-1);
	}

	/** What went on all the same. */
	static String untouched(JsonNode report) {
		return "%,d of %,d ticks skipped, %d steps failed".formatted(report.at("/cost/ticksSkipped").asLong(),
				report.at("/cost/ticks").asLong(), failures(report));
	}

	/** Members that are unavailable for one of the reasons. */
	private static String lost(JsonNode report, String... reasons) {
		List<String> lost = new ArrayList<>(unavailable(report, Set.of(reasons)));
		for (Map.Entry<String, JsonNode> part : report.properties()) {
			List<String> members = unavailable(part.getValue(), Set.of(reasons));
			if (!members.isEmpty()) {
				lost.add("of %s: %s".formatted(part.getKey(), String.join(", ", members)));
			}
		}
		assertThat(lost).isNotEmpty();
		return String.join("; ", lost);
	}

	private static List<String> unavailable(JsonNode node, Set<String> reasons) {
		return node.properties()
			.stream()
			.filter((member) -> reasons.contains(member.getValue().path("unavailable").asString("")))
			.map(Map.Entry::getKey)
			.toList();
	}

	private static String words(Map<String, Long> answers) {
		return answers.entrySet()
			.stream()
			.map((answer) -> "%,d answered %s".formatted(answer.getValue(), answer.getKey()))
			.collect(Collectors.joining(", "));
	}

	/** How often there was which answer. */
	private static Map<String, Long> inParallel(int times, int atOnce, Callable<String> request) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(atOnce);
		try {
			Map<String, Long> answers = new TreeMap<>();
			for (Future<String> answer : threads.invokeAll(Collections.nCopies(times, request))) {
				answers.merge(answer.get(), 1L, Long::sum);
			}
			return answers;
		}
		finally {
			threads.shutdown();
		}
	}

}

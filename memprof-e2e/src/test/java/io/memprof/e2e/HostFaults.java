package io.memprof.e2e;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
 * What an application and those who use it do to memprof. Each method that is not private
 * is one JVM.
 */
final class HostFaults {

	private static final int GETS = 10_000;

	private static final int POSTS = 100;

	private static final int GREETINGS = 50;

	/** As {@code JFR.check} lists that of a stream. */
	private static final Pattern STREAM = Pattern.compile("Recording (\\d+): name=Recording Stream");

	private static final Pattern ENDING = Pattern.compile("ending in an analysis at (\\d+)");

	private final FaultApplication application;

	private final FaultTable table;

	HostFaults(FaultApplication application, FaultTable table) {
		this.application = application;
		this.table = table;
	}

	void manyAskAndTheEndComesInAnAnalysis() throws Exception {
		try (FaultHost host = this.application.start("asked", List.of())) {
			host.await("sampling", (report) -> report.allocations() > 0);
			getInParallel(host);
			postInParallel(host);
			closeAContext(host);
			endTheJvm(host);
		}
	}

	private void getInParallel(FaultHost host) throws Exception {
		try (Watch watch = Watch.begin(host)) {
			Map<String, Long> answers = inParallel(GETS, 200,
					() -> Integer.toString(host.send("GET", "/actuator/memprof").statusCode()));
			assertThat(answers).isEqualTo(Map.of("200", (long) GETS));
			FaultReport report = host.awaitTicks(1);
			assertThat(report.failures()).isZero();
			this.table.add(Fault.PARALLEL_GETS, watch.end(),
					"%s; heldBytes %,d".formatted(words(answers), report.number("/cost/heldBytes")), report.passed());
		}
	}

	private void postInParallel(FaultHost host) throws Exception {
		try (Watch watch = Watch.begin(host)) {
			Map<String, Long> answers = inParallel(POSTS, 20, () -> {
				HttpResponse<String> response = host.send("POST", "/actuator/memprof/analysis");
				return response.statusCode()
						+ (response.body().contains("\"retryAfterSeconds\"") ? " with retryAfterSeconds" : "");
			});
			assertThat(answers).containsKeys("202", "429 with retryAfterSeconds");
			// that one is under way needs no time to be told
			assertThat(answers.keySet()).isSubsetOf("202", "429 with retryAfterSeconds", "429");
			FaultReport report = host.await("analysed", (one) -> !one.analysedAt().isEmpty());
			assertThat(report.failures()).isZero();
			this.table.add(Fault.POSTS, watch.end(), words(answers), report.passed());
		}
	}

	private void closeAContext(FaultHost host) throws Exception {
		try (Watch watch = Watch.begin(host)) {
			JsonNode seen = host.json("POST", "/close-a-context-in-an-analysis");
			FaultReport report = new FaultReport(seen.path("report"));
			assertThat(report.text("/state")).isEqualTo("stopped");
			assertThat(report.failures()).isZero();
			assertThat(seen.path("threadsAfter")).isEqualTo(seen.path("threadsBefore"));
			assertThat(seen.path("recordingsAfter")).isEqualTo(seen.path("recordingsBefore"));
			this.table.add(Fault.CONTEXT_CLOSED,
					"%s; memprof's threads in the JVM: %d before and %d after; recordings: %d and %d".formatted(
							watch.end(), seen.path("threadsBefore").asInt(), seen.path("threadsAfter").asInt(),
							seen.path("recordingsBefore").asInt(), seen.path("recordingsAfter").asInt()),
					"state %s, analysedAt %s".formatted(report.text("/state"), report.analysedAt()), report.passed());
		}
	}

	private void endTheJvm(FaultHost host) throws Exception {
		String session = host.report().text("/sessionId");
		try (Watch watch = Watch.begin(host)) {
			watch.leave();
			host.json("POST", "/end-in-an-analysis");
			int status = host.awaitEnd();
			Instant end = Instant.now();
			assertThat(status).isZero();
			JsonNode kept = host.kept(session);
			FaultReport report = new FaultReport(kept.path("report"));
			assertThat(kept.path("ended").asString()).isEqualTo("CLEANLY");
			assertThat(report.failures()).isZero();
			this.table.add(Fault.JVM_ENDS,
					"exit status %d, %d ms after it was asked to end; %s".formatted(status,
							Duration.between(askedToEnd(host), end).toMillis(), watch.printed()),
					"ended %s, state %s, in the report kept on disk".formatted(kept.path("ended").asString(),
							report.text("/state")),
					report.passed());
		}
	}

	private static Instant askedToEnd(FaultHost host) {
		return host.output()
			.stream()
			.map(ENDING::matcher)
			.filter(Matcher::matches)
			.map((line) -> Instant.ofEpochMilli(Long.parseLong(line.group(1))))
			.findFirst()
			.orElseThrow();
	}

	void ticksFailAndOthersRecord() throws Exception {
		try (FaultHost host = this.application.start("failing", List.of())) {
			host.await("sampling", (report) -> report.allocations() > 0);
			failInATick(host, Fault.THREAD_DIES, "ThreadDeath");
			failInATick(host, Fault.OUT_OF_MEMORY, "OutOfMemoryError");
			recordBeside(host);
			stopOurRecording(host);
		}
	}

	private void failInATick(FaultHost host, Fault fault, String error) throws Exception {
		try (Watch watch = Watch.begin(host)) {
			FaultReport before = host.report();
			host.json("POST", "/fail?error=" + error);
			host.await("failed", (report) -> report.failures() > before.failures());
			FaultReport report = host.awaitTicks(5);
			assertThat(report.failures()).isEqualTo(before.failures() + 1);
			this.table.add(fault, watch.end(),
					"stepFailures %d and then %d; totalSamples %d and then %d".formatted(before.failures(),
							report.failures(), before.samples(), report.samples()),
					"what one step of one tick does: ticksSkipped %d and then %d"
						.formatted(before.number("/cost/ticksSkipped"), report.number("/cost/ticksSkipped")));
		}
	}

	private void recordBeside(FaultHost host) throws Exception {
		Path file = host.home().resolve("user.jfr");
		try (Watch watch = Watch.begin(host)) {
			host.jcmd("JFR.start", "name=user", "settings=profile");
			String analysed = host.report().analysedAt();
			greet(host, 0, GREETINGS / 2);
			host.await("analysed meanwhile",
					(report) -> !report.analysedAt().isEmpty() && !report.analysedAt().equals(analysed));
			greet(host, GREETINGS / 2, GREETINGS);
			host.jcmd("JFR.dump", "name=user", "filename=" + file);
			long before = host.report().allocations();
			host.jcmd("JFR.stop", "name=user");
			FaultReport report = host.await("sampling on", (one) -> one.allocations() > before);
			List<String> greetings = greetings(file);
			assertThat(greetings).containsExactlyInAnyOrderElementsOf(
					IntStream.range(0, GREETINGS).mapToObj(Integer::toString).toList());
			assertThat(report.tellsAllocators()).isTrue();
			this.table.add(Fault.USER_RECORDING,
					"%s; %d of %d events of its own are in the file, with an analysis of memprof's in between"
						.formatted(watch.end(), greetings.size(), GREETINGS),
					"totalCount %,d before that recording ends and %,d after".formatted(before, report.allocations()),
					report.passed());
		}
	}

	private static void greet(FaultHost host, int from, int to) throws Exception {
		for (int i = from; i < to; i++) {
			host.send("GET", "/hello/" + i);
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
			Matcher ours = STREAM.matcher(host.jcmd("JFR.check"));
			assertThat(ours.find()).isTrue();
			host.jcmd("JFR.stop", "name=" + ours.group(1));
			host.await("without events", (report) -> !report.tellsAllocators());
			FaultReport report = host.awaitTicks(5);
			assertThat(report.whyNoAllocators()).contains("event stream has ended");
			this.table.add(Fault.OUR_RECORDING_STOPPED, watch.end(), report.whyNoAllocators(),
					report.lost(report.whyNoAllocators()));
		}
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

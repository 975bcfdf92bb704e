package io.memprof.e2e;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.memprof.e2e.MatrixRow.Form;
import io.memprof.e2e.MatrixRow.Web;
import io.memprof.e2e.MatrixRow.With;
import io.memprof.leak.LeakVerdict;
import io.memprof.telemetry.MemoryMeter;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What has to hold of one application of the matrix while it runs and when it ends.
 */
final class MatrixCheck {

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

	/** The first number is the application's port, a second one that of management. */
	private static final Pattern PORT = Pattern
		.compile("(?:Tomcat|Jetty|Netty|Undertow) started on ports?(?:\\(s\\))? (\\d+)");

	private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(ui/[^\"]+)\"");

	/** The last one is Tomcat's, when it undeploys. */
	private static final Pattern COMPLAINT = Pattern.compile("(?:WARN|ERROR|SEVERE).*memprof"
			+ "|^\\s+at io\\.memprof|appears to have started a thread named|failed to stop");

	/** Those that there are before a first leak. */
	private static final Set<MemoryMeter> METERS = EnumSet
		.complementOf(EnumSet.of(MemoryMeter.LEAK_ALLOCATION_COUNT, MemoryMeter.LEAK_SIZE_BYTES));

	private static final List<String> OWN_THREADS = List.of("memprof-events", "memprof-sampler-1");

	private final MatrixRow row;

	private final Program program;

	private final MatrixJvm jvm;

	private final int servers;

	private MatrixCheck(MatrixRow row, Program program, MatrixJvm jvm, int servers) {
		this.row = row;
		this.program = program;
		this.jvm = jvm;
		this.servers = servers;
	}

	/**
	 * Looks at a program that has just been started, and ends it.
	 * @return what to print of it
	 */
	static String run(MatrixRow row, Program program, MatrixApplication application) throws Exception {
		int servers = (row.web() == Web.NONE) ? 0 : row.has(With.MANAGEMENT_PORT) ? 2 : 1;
		program.await("started", PATIENCE, () -> program.output().contains("Started Application in")
				&& PORT.matcher(program.output()).results().count() == servers);
		String seen;
		try (MatrixJvm jvm = MatrixJvm.attach(program.pid())) {
			seen = new MatrixCheck(row, program, jvm, servers).whileItRuns(application);
		}
		long begin = System.nanoTime();
		assertThat(program.stop(LONGEST_STOP)).as("exit status").isIn(0, 143);
		Duration stop = Duration.ofNanos(System.nanoTime() - begin);
		assertThat(program.lines()).noneMatch((line) -> COMPLAINT.matcher(line).find());
		return seen + ", ended in %d ms".formatted(stop.toMillis());
	}

	private String whileItRuns(MatrixApplication application) throws Exception {
		String seen = this.row.has(With.NO_ACTUATOR) ? inTheLog() : inTheReport();
		if (this.row.has(With.DEVTOOLS)) {
			restarts(application.classes());
		}
		if (this.row.form() == Form.CDS) {
			assertThat(Files.readString(application.classLog()))
				.containsPattern("io\\.memprof\\.MemoryProfiler source: shared objects file");
		}
		// a stream of JFR starts its thread after its recording
		this.program.await("running its two threads", PATIENCE, () -> ownThreads().equals(OWN_THREADS));
		// an analysis makes a second one, for milliseconds
		this.program.await("making one recording", PATIENCE, () -> this.jvm.recordings() == 1);
		return seen;
	}

	private List<String> ownThreads() throws Exception {
		return this.jvm.threads().stream().filter((name) -> name.startsWith("memprof-")).sorted().toList();
	}

	/** Nothing else says anything, but that JFR records comes with the first tick. */
	private String inTheLog() throws Exception {
		this.program.await("sampling", PATIENCE, () -> this.jvm.recordings() > 0);
		assertThat(this.program.output()).contains("memprof samples memory every 250ms",
				"Report: add spring-boot-starter-actuator to read it.");
		return "the start line, JFR";
	}

	private String inTheReport() throws Exception {
		this.program.await("judged", PATIENCE, () -> judged(report()));
		JsonNode report = report();
		assertThat(report.path("state").asString()).isEqualTo("running");
		LeakVerdict verdict = LeakVerdict.valueOf(report.path("leakAnalysis").path("verdict").asString());
		assertThat(verdict).as(report.toPrettyString()).isEqualTo(LeakVerdict.WARMING_UP);
		assertThat(report.path("cost").path("stepFailures").asInt(-1)).as("failed steps").isZero();
		this.program.await("seen to allocate", PATIENCE,
				() -> report().path("allocations").path("totalBytes").asLong() > 0);
		assertThat(report.path("snapshot").path("rssBytes").asLong()).as("resident set").isPositive();
		hasTheMeters();
		if (this.row.web() != Web.NONE) {
			greets();
			showsThePage();
		}
		if (this.row.has(With.PROMETHEUS)) {
			exposesToPrometheus();
		}
		return "%s, %d samples".formatted(verdict, report.path("totalSamples").asInt());
	}

	private void greets() throws Exception {
		HttpResponse<String> hello = application().get(path("hello"));
		assertThat(hello.statusCode()).isEqualTo(200);
		assertThat(hello.body()).startsWith("hello from");
		assertThat(hello.body().contains("VirtualThread")).as(hello.body())
			.isEqualTo(this.row.has(With.VIRTUAL_THREADS));
		if (this.row.has(With.SECURITY)) {
			for (String path : List.of("hello", "actuator/memprof", "actuator/memprof/ui")) {
				assertThat(Http.of(ports().get(0)).get(path(path)).statusCode()).as(path).isEqualTo(401);
			}
		}
	}

	private void showsThePage() throws Exception {
		HttpResponse<String> page = management().get(path("actuator/memprof/ui"));
		assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
		assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1)
			.allMatch((policy) -> policy.contains("default-src 'none'") && policy.contains("script-src 'self'"));
		assertThat(page.headers().allValues("X-Content-Type-Options")).contains("nosniff");
		Matcher asset = ASSET.matcher(page.body());
		assertThat(asset.find()).as(page.body()).isTrue();
		HttpResponse<String> file = management().get(path("actuator/memprof/" + asset.group(1)));
		assertThat(file.statusCode()).isEqualTo(200);
		assertThat(file.headers().allValues("Cache-Control")).anyMatch((value) -> value.contains("immutable"));
	}

	/** The size of the process has a value too. */
	private void hasTheMeters() throws Exception {
		Set<String> present = new TreeSet<>();
		meterNames().path("names").forEach((name) -> present.add(name.asString()));
		assertThat(present).containsAll(METERS.stream().map(MemoryMeter::meterName).filter(this::isListed).toList());
		JsonNode rss = meter(MemoryMeter.RSS_BYTES.meterName());
		assertThat(rss.path("measurements").path(0).path("value").asDouble()).isPositive();
	}

	private void exposesToPrometheus() throws Exception {
		Set<String> names = Exposition.parse(management().get(path("actuator/prometheus")).body())
			.values()
			.keySet()
			.stream()
			.map(Exposition.Series::name)
			.collect(Collectors.toSet());
		assertThat(names).containsAll(METERS.stream().flatMap(PrometheusName::of).toList());
	}

	/** A registry of Prometheus, alone, has this one under the name it exposes. */
	private boolean isListed(String meter) {
		return !(this.row.has(With.PROMETHEUS) && meter.equals(MemoryMeter.ALLOCATION_TOTAL_BYTES.meterName()));
	}

	/** A class that changes begins a context of its own, and a session. */
	private void restarts(Path classes) throws Exception {
		String session = report().path("sessionId").asString();
		Files.setLastModifiedTime(classes.resolve("com/example/matrix/Application.class"),
				FileTime.from(Instant.now()));
		this.program.await("restarted", PATIENCE, () -> isJudgedAnew(session));
	}

	private boolean isJudgedAnew(String session) throws Exception {
		try {
			JsonNode report = report();
			return judged(report) && !report.path("sessionId").asString().equals(session);
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** An analysis has run; that it begins with the warm-up is the verdict to expect. */
	private static boolean judged(JsonNode report) {
		JsonNode reasons = report.path("leakAnalysis").path("reasons");
		return report.path("totalSamples").asInt(0) > 3 && !reasons.isEmpty()
				&& !reasons.path(0).path("test").asString().equals("first analysis");
	}

	private JsonNode report() throws Exception {
		return (this.row.web() == Web.NONE) ? this.jvm.endpoint("Memprof", "report")
				: management().json(path("actuator/memprof"));
	}

	private JsonNode meterNames() throws Exception {
		return (this.row.web() == Web.NONE) ? this.jvm.endpoint("Metrics", "listNames")
				: management().json(path("actuator/metrics"));
	}

	private JsonNode meter(String name) throws Exception {
		return (this.row.web() == Web.NONE) ? this.jvm.endpoint("Metrics", "metric", name)
				: management().json(path("actuator/metrics/" + name));
	}

	private Http application() {
		return authorized(ports().get(0));
	}

	private Http management() {
		List<Integer> ports = ports();
		return authorized(ports.get(ports.size() - 1));
	}

	private Http authorized(int port) {
		Http http = Http.of(port);
		return this.row.has(With.SECURITY) ? http.as("ops", "secret") : http;
	}

	/** Since the last restart. */
	private List<Integer> ports() {
		List<Integer> ports = PORT.matcher(this.program.output())
			.results()
			.map((line) -> Integer.valueOf(line.group(1)))
			.toList();
		return ports.subList(ports.size() - this.servers, ports.size());
	}

	private String path(String path) {
		return ((this.row.form() == Form.DEPLOYED) ? "/shop/" : "/") + path;
	}

}

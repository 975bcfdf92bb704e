package com.example.faults;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

import io.memprof.MemoryProfiler;
import io.memprof.report.JsonReport;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the host does for its users, and for those who want to see it in trouble.
 */
@RestController
class HostController {

	private static final int MEGABYTE = 1 << 20;

	private static final boolean HAS_JFR = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

	private final FailingExporter exporter;

	HostController(FailingExporter exporter) {
		this.exporter = exporter;
	}

	@GetMapping("/hello")
	String hello() {
		greet("hello");
		return "hello";
	}

	@GetMapping("/hello/{name}")
	String hello(@PathVariable String name) {
		greet(name);
		return "hello " + name;
	}

	private static void greet(String text) {
		if (HAS_JFR) {
			Greeting.record(text);
		}
	}

	@PostMapping("/fail")
	void fail(@RequestParam String error) {
		this.exporter.failWith(error);
	}

	/** So much that JFR begins one chunk after the other. */
	@PostMapping("/record")
	int record(@RequestParam int megabytes) {
		String kilobyte = "x".repeat(1000);
		for (int i = 0; i < megabytes * 1024; i++) {
			Greeting.record(kilobyte + i);
		}
		return megabytes;
	}

	/** Files of JFR's repository. */
	@GetMapping("/chunks")
	String[] chunks() {
		return new File(System.getProperty("jdk.jfr.repository")).list((directory, name) -> name.endsWith(".jfr"));
	}

	/** Writes until no more than so many megabytes are free there, or none. */
	@PostMapping("/fill-temp")
	long fillTemp(@RequestParam int leave) throws IOException {
		File directory = new File(System.getProperty("java.io.tmpdir"));
		try (OutputStream file = new FileOutputStream(new File(directory, "fill"), true)) {
			while (directory.getUsableSpace() > (long) leave * MEGABYTE) {
				file.write(new byte[1 << 16]);
			}
		}
		catch (IOException ex) {
			// it is full
		}
		return directory.getUsableSpace();
	}

	/** Begins another context, and closes it while its profiler analyses. */
	@PostMapping("/close-a-context-in-an-analysis")
	Map<String, Object> closeAContextInAnAnalysis() throws InterruptedException {
		Set<Thread> before = MemprofThreads.all();
		int recordings = Recordings.thatStay();
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Beside.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.properties("spring.jmx.enabled=false")
			.run();
		MemoryProfiler profiler = context.getBean(MemoryProfiler.class);
		MemprofThreads.awaitAnalysis(before);
		context.close();
		Map<String, Object> seen = new LinkedHashMap<>();
		seen.put("report", JsonReport.of(profiler.stop()));
		seen.put("threadsBefore", before.size());
		seen.put("threadsAfter", awaitThreads(before.size()));
		seen.put("recordingsBefore", recordings);
		seen.put("recordingsAfter", awaitRecordings(recordings));
		return seen;
	}

	/** Ends as at SIGTERM while the profiler analyses. */
	@PostMapping("/end-in-an-analysis")
	void endInAnAnalysis() {
		new Thread(() -> {
			try {
				MemprofThreads.awaitAnalysis(Set.of());
				System.out.println("ending in an analysis at " + System.currentTimeMillis());
				System.exit(0);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}, "ending").start();
	}

	/** A thread that was told to end takes its time. */
	private static int awaitThreads(int expected) throws InterruptedException {
		return await(expected, () -> MemprofThreads.all().size());
	}

	/** An analysis of the other context makes one of its own. */
	private static int awaitRecordings(int expected) throws InterruptedException {
		return await(expected, Recordings::all);
	}

	private static int await(int expected, IntSupplier value) throws InterruptedException {
		for (int i = 0; i < 600 && value.getAsInt() > expected; i++) {
			Thread.sleep(100);
		}
		return value.getAsInt();
	}

	/** A context without a web, and without the beans of this one. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Beside {

	}

}

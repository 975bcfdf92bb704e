package io.memprof.benchmarks.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.memprof.MemoryProfiler;
import io.memprof.report.JsonReport;
import io.memprof.report.MemoryReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A program of the corpus in this JVM, under traffic and under memprof. Prints
 * {@code verdict=<name> alarm=<true|false> at=<seconds of traffic>} after each analysis,
 * and leaves the last report as JSON.
 */
public final class ObservedProgram {

	private static final int REQUEST_THREADS = 2;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final AtomicBoolean failed = new AtomicBoolean();

	private final Class<? extends Program> type;

	private final Scale scale;

	private final Path reportFile;

	private ObservedProgram(Class<? extends Program> type, Scale scale, Path reportFile) {
		this.type = type;
		this.scale = scale;
		this.reportFile = reportFile;
	}

	/**
	 * @param args class, length of warm-up, run and settled alarm in ISO-8601, and where
	 * the report goes
	 */
	public static void main(String[] args) throws Exception {
		Scale scale = new Scale(Duration.parse(args[1]), Duration.parse(args[2]), Duration.parse(args[3]));
		new ObservedProgram(Class.forName(args[0]).asSubclass(Program.class), scale, Path.of(args[4])).run();
		System.out.flush();
		// an orderly end would make the requests under way fail
		Runtime.getRuntime().halt(0);
	}

	private void run() throws Exception {
		if (this.type.isAnnotationPresent(EnableAutoConfiguration.class)) {
			SpringApplication application = new SpringApplication(this.type);
			application.setDefaultProperties(
					Map.of("server.port", "0", "logging.level.root", "warn", "spring.main.banner-mode", "off"));
			ConfigurableApplicationContext context = application.run(this.scale.properties());
			serve(context.getBean(this.type));
			watch(context.getBean(MemoryProfiler.class));
			return;
		}
		var constructor = this.type.getDeclaredConstructor();
		constructor.setAccessible(true);
		Program program = constructor.newInstance();
		MemoryProfiler profiler = new MemoryProfiler(this.scale.settings(getClass().getPackageName()), List.of(),
				new OnlyBean(program));
		profiler.start();
		ScheduledExecutorService sampler = Executors
			.newSingleThreadScheduledExecutor((work) -> daemon(work, "memprof-sampler-1"));
		sampler.scheduleWithFixedDelay(profiler::tick, 0, Scale.TICK.toMillis(), TimeUnit.MILLISECONDS);
		serve(program);
		watch(profiler);
	}

	private void serve(Program program) {
		Load load = this.type.getAnnotation(Load.class);
		new Churn(load.churn()).start();
		ScheduledExecutorService requests = Executors.newScheduledThreadPool(REQUEST_THREADS,
				(work) -> daemon(work, "request"));
		long begin = System.nanoTime();
		long period = Math.round(REQUEST_THREADS * 1e9 / load.perSecond());
		for (int i = 0; i < REQUEST_THREADS; i++) {
			requests.scheduleAtFixedRate(() -> serve(program, (System.nanoTime() - begin) / 1_000_000),
					i * period / REQUEST_THREADS, period, TimeUnit.NANOSECONDS);
		}
	}

	/** A program that fails proves nothing, so its run fails. */
	private void serve(Program program, long millis) {
		try {
			program.serve(millis);
		}
		catch (Throwable ex) {
			if (this.failed.compareAndSet(false, true)) {
				ex.printStackTrace();
				Runtime.getRuntime().halt(3);
			}
		}
	}

	private void watch(MemoryProfiler profiler) throws InterruptedException {
		long begin = System.nanoTime();
		@Nullable Instant last = null;
		long alarmSince = Long.MAX_VALUE;
		boolean over = false;
		while (!over) {
			Thread.sleep(200);
			long now = (System.nanoTime() - begin) / 1_000_000;
			MemoryReport report = profiler.report();
			if (report != null && !report.leakAnalysis().at().equals(last)) {
				last = report.leakAnalysis().at();
				boolean alarm = report.leakAnalysis().verdict().isAlarm();
				System.out.printf("verdict=%s alarm=%s at=%d%n", report.leakAnalysis().verdict(), alarm,
						Math.round(now / 1000.0));
				alarmSince = !alarm ? Long.MAX_VALUE : Math.min(alarmSince, now);
				write(report);
			}
			boolean settled = this.type.isAnnotationPresent(Leaks.class) && alarmSince != Long.MAX_VALUE
					&& now - alarmSince >= this.scale.settled().toMillis();
			over = settled || now >= this.scale.run().toMillis();
		}
	}

	private void write(MemoryReport report) {
		try {
			Files.writeString(this.reportFile,
					JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JsonReport.of(report)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Thread daemon(Runnable work, String name) {
		Thread thread = new Thread(work, name);
		thread.setDaemon(true);
		return thread;
	}

}

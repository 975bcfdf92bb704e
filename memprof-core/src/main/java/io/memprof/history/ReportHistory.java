package io.memprof.history;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.memprof.leak.LeakIdentity;
import io.memprof.report.MemoryReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last report of each run on disk, and compares this run with one before: the
 * last that began earlier and was judged, whichever instance of the service wrote it.
 * <p>
 * {@link #accept} and {@link #end} do all input and output, on the thread that calls
 * them; neither throws. What cannot be written is said in the state and logged once. The
 * rest is for any thread; only {@link #document} reads a file.
 */
public final class ReportHistory {

	private static final Logger logger = LoggerFactory.getLogger(ReportHistory.class);

	private static final int SECONDS_FOR_THE_LAST_WRITE = 2;

	private final HistorySettings settings;

	private final ServiceInstance owner;

	private final Consumer<List<LeakIdentity>> known;

	private final InstantSource clock;

	private final String process;

	private final RunDirectory directory;

	private final Retention retention;

	private final WritingPace pace = new WritingPace();

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable MemoryReport latest;

	private @Nullable OpenRun run;

	private boolean logged;

	/** Apart from the view, so that counting needs no memory. */
	private volatile long failures;

	private volatile HistoryView view = HistoryView.WAITING;

	/**
	 * A history that has not looked at its directory yet.
	 * @param owner whose runs are kept
	 * @param known is told the leaks of the run before, on the thread that calls
	 * {@link #accept}
	 */
	public ReportHistory(HistorySettings settings, ServiceInstance owner, Consumer<List<LeakIdentity>> known) {
		this(settings, owner, known, InstantSource.system(), ProcessHandle.current().pid() + "@"
				+ Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
	}

	/**
	 * The same, told who and when it is.
	 * @param clock of the wall
	 * @param process name of this process, that no other has
	 */
	ReportHistory(HistorySettings settings, ServiceInstance owner, Consumer<List<LeakIdentity>> known,
			InstantSource clock, String process) {
		this.settings = settings;
		this.owner = owner;
		this.known = known;
		this.clock = clock;
		this.process = process;
		this.directory = new RunDirectory(settings.directory(), owner, process);
		this.retention = new Retention(settings);
	}

	/**
	 * Takes the report of a tick, and writes it when it is time. The first one of a
	 * session reads the runs before. Takes microseconds unless it reads or writes.
	 */
	public void accept(MemoryReport report) {
		if (this.lock.tryLock()) {
			try {
				take(report);
			}
			catch (Throwable ex) {
				// a heap with no room to say so, or for a class
				giveUp();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * Writes the last report of a run that ends as it should. Gives up when the disk has
	 * not answered for two seconds.
	 */
	public void end(MemoryReport last) {
		try {
			// the first way also for a thread that is interrupted
			if (this.lock.tryLock() || this.lock.tryLock(SECONDS_FOR_THE_LAST_WRITE, TimeUnit.SECONDS)) {
				try {
					if (isOfThisSession(last)) {
						this.latest = last;
					}
					finish(Ending.CLEANLY);
					this.latest = null;
				}
				catch (Throwable ex) {
					// likewise
					giveUp();
				}
				finally {
					this.lock.unlock();
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Whether and when the report was written, or why not; and which run it is compared
	 * with.
	 */
	public Map<String, Object> state() {
		return HistoryJson.state(this.view, this.failures);
	}

	/**
	 * The state, the runs, newest first, and the comparison.
	 */
	public Map<String, Object> json() {
		return HistoryJson.of(this.view, this.failures);
	}

	/**
	 * All that was written of one run of this service, its whole report included, or
	 * {@code null} when there is none of that session.
	 * @throws IOException when the file cannot be read; the message says why
	 */
	public @Nullable Map<String, Object> document(String sessionId) throws IOException {
		try {
			return this.directory.document(sessionId);
		}
		catch (IOException ex) {
			throw new IOException(FailureWords.of(ex), ex);
		}
	}

	private void take(MemoryReport report) {
		if (!isOfThisSession(report)) {
			finish(Ending.NEW_SESSION);
			this.pace.beginSession();
		}
		this.latest = report;
		if (this.pace.isNewAnalysis(report.leakAnalysis())) {
			guarded(() -> keep(report));
		}
	}

	private void keep(MemoryReport report) throws IOException {
		OpenRun run = this.run;
		if (run == null) {
			run = open(report.sessionId());
			this.run = run;
		}
		Run before = run.before();
		this.view = this.view.comparing((before != null) ? Comparison.of(before, report) : null);
		if (this.pace.isDue(report.leakAnalysis())) {
			write(report, run, Ending.RUNNING);
			this.pace.written(report.leakAnalysis());
			tidy(run);
		}
	}

	private OpenRun open(String sessionId) throws IOException {
		this.directory.create();
		RunDirectory.Listing listing = this.directory.list();
		this.view = this.view.listing(listing);
		List<Run> runs = listing.runs();
		long number = runs.stream().mapToLong(Run::number).max().orElse(0) + 1;
		Run judged = runs.stream().filter(Run::isJudged).findFirst().orElse(null);
		Run before = (judged != null) ? this.directory.run(judged.sessionId()) : null;
		if (before != null) {
			this.known.accept(before.leaks().stream().map(RunLeak::identity).toList());
		}
		if (!runs.isEmpty()) {
			logger.info(HistoryJson.words(runs.get(0)));
		}
		return new OpenRun(number, sessionId, before);
	}

	private void write(MemoryReport report, OpenRun run, Ending ending) throws IOException {
		run.hold(this.directory);
		Instant now = this.clock.instant();
		this.directory.create();
		this.directory.write(run.sessionId(), RunDocument.of(run.number(), this.owner, this.process, ending, now,
				report, this.settings.maxBytesOfRun()));
		this.view = this.view.written(now);
	}

	private void tidy(OpenRun run) throws IOException {
		RunDirectory.Listing listing = this.directory.list();
		Instant now = this.clock.instant();
		List<Run> expired = this.retention.expired(listing.runs(), run::needs, now);
		for (Run old : expired) {
			this.directory.remove(old);
		}
		this.directory.removeLeftovers(listing, now);
		this.view = this.view.listing(expired.isEmpty() ? listing : this.directory.list());
	}

	private void finish(Ending ending) {
		MemoryReport last = this.latest;
		OpenRun run = this.run;
		if (last != null && run != null) {
			guarded(() -> {
				write(last, run, ending);
				this.view = this.view.listing(this.directory.list());
			});
			guarded(run::release);
		}
		this.run = null;
	}

	private boolean isOfThisSession(MemoryReport report) {
		return this.latest != null && this.latest.sessionId().equals(report.sessionId());
	}

	/** Nothing that a disk or a heap may do reaches the host. */
	private void guarded(InputOutput work) {
		try {
			work.run();
		}
		catch (VirtualMachineError ex) {
			// logging needs memory or stack, which there is none of
			failed(ex);
		}
		catch (IOException | RuntimeException | LinkageError ex) {
			failed(ex);
			if (!this.logged) {
				this.logged = true;
				logger
					.warn("memprof: the report cannot be kept in {}: {}. The application is not affected; it is tried "
							+ "again after the next analysis, and further failures are only counted (section "
							+ "history of the report)", this.settings.directory(), FailureWords.of(ex));
			}
		}
	}

	private void failed(Throwable failure) {
		giveUp();
		try {
			this.view = this.view.failed(FailureWords.of(failure));
		}
		catch (VirtualMachineError ex) {
			// counted it is
		}
	}

	private void giveUp() {
		this.failures++;
		this.pace.failed();
	}

	@FunctionalInterface
	private interface InputOutput {

		void run() throws IOException;

	}

}

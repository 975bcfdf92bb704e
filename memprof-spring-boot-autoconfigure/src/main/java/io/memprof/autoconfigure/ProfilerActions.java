package io.memprof.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

import io.memprof.report.JsonReport;

/**
 * What the endpoint lets people do. The work itself runs on memprof's thread, each action
 * one at a time and not sooner than its pace allows; a request only asks for it.
 */
final class ProfilerActions {

	private static final List<String> ACTIONS = List.of("analysis", "flush");

	private final Executor memprofThread;

	private final Predicate<Executor> analysis;

	private final Runnable flush;

	private final Runnable newSession;

	private final InstantSource clock;

	private final ActionPace pace;

	private final Set<String> pending = ConcurrentHashMap.newKeySet();

	/**
	 * Actions on one profiler, as often as they are asked for.
	 * @param memprofThread runs what was asked for; rejects when sampling is stopped
	 * @param analysis asks for an analysis on an executor; false when one is under way
	 * @param flush pushes now; may block
	 * @param newSession forgets what was observed
	 * @param clock that the times of the report are from
	 */
	ProfilerActions(Executor memprofThread, Predicate<Executor> analysis, Runnable flush, Runnable newSession,
			InstantSource clock) {
		this(memprofThread, analysis, flush, newSession, clock, ActionPace.ANY);
	}

	private ProfilerActions(Executor memprofThread, Predicate<Executor> analysis, Runnable flush, Runnable newSession,
			InstantSource clock, ActionPace pace) {
		this.memprofThread = memprofThread;
		this.analysis = analysis;
		this.flush = flush;
		this.newSession = newSession;
		this.clock = clock;
		this.pace = pace;
	}

	/**
	 * The same actions, none again before its pace allows.
	 */
	ProfilerActions paced(ActionPace pace) {
		return new ProfilerActions(this.memprofThread, this.analysis, this.flush, this.newSession, this.clock, pace);
	}

	Answer run(String... path) {
		return switch (String.join("/", path)) {
			case "analysis" -> answer("analysis", this.analysis);
			case "flush" -> answer("flush", (executor) -> submit("flush", this.flush));
			default -> unknown();
		};
	}

	Answer newSession() {
		return answer("new session", (executor) -> submit("new session", this.newSession));
	}

	private synchronized Answer answer(String action, Predicate<Executor> request) {
		Duration wait = this.pace.remaining(action);
		if (wait.compareTo(Duration.ZERO) > 0) {
			return tooSoon(action, wait);
		}
		Instant at = this.clock.instant();
		try {
			if (!request.test(this.memprofThread)) {
				return new Answer(Answer.BUSY, JsonReport.unavailable(action + " is under way already"));
			}
			this.pace.accepted(action);
			return new Answer(Answer.ACCEPTED,
					Map.of("accepted", action, "acceptedAt", at.truncatedTo(ChronoUnit.MILLIS).toString()));
		}
		catch (RejectedExecutionException ex) {
			return new Answer(Answer.UNAVAILABLE, JsonReport.unavailable("memprof is stopped"));
		}
	}

	private static Answer tooSoon(String action, Duration wait) {
		long seconds = wait.plusMillis(999).toSeconds();
		Map<String, Object> body = new LinkedHashMap<>(
				JsonReport.unavailable(action + " was asked for a moment ago; ask again in " + seconds + " s"));
		body.put("retryAfterSeconds", seconds);
		return new Answer(Answer.BUSY, body);
	}

	private boolean submit(String action, Runnable work) {
		if (!this.pending.add(action)) {
			return false;
		}
		try {
			this.memprofThread.execute(() -> {
				try {
					work.run();
				}
				finally {
					this.pending.remove(action);
				}
			});
			return true;
		}
		catch (RejectedExecutionException ex) {
			this.pending.remove(action);
			throw ex;
		}
	}

	private static Answer unknown() {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("error", "There is no such action.");
		body.put("actions", ACTIONS);
		return new Answer(Answer.NOT_FOUND, body);
	}

}

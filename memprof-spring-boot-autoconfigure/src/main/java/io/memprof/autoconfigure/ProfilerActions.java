package io.memprof.autoconfigure;

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
 * one at a time; a request only asks for it.
 */
final class ProfilerActions {

	private static final List<String> ACTIONS = List.of("analysis", "flush");

	private final Executor memprofThread;

	private final Predicate<Executor> analysis;

	private final Runnable flush;

	private final Runnable newSession;

	private final Set<String> pending = ConcurrentHashMap.newKeySet();

	/**
	 * Actions on one profiler.
	 * @param memprofThread runs what was asked for; rejects when sampling is stopped
	 * @param analysis asks for an analysis on an executor; false when one is under way
	 * @param flush pushes now; may block
	 * @param newSession forgets what was observed
	 */
	ProfilerActions(Executor memprofThread, Predicate<Executor> analysis, Runnable flush, Runnable newSession) {
		this.memprofThread = memprofThread;
		this.analysis = analysis;
		this.flush = flush;
		this.newSession = newSession;
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

	private Answer answer(String action, Predicate<Executor> request) {
		try {
			return request.test(this.memprofThread) ? new Answer(Answer.ACCEPTED, Map.of("accepted", action))
					: new Answer(Answer.BUSY, JsonReport.unavailable(action + " is under way already"));
		}
		catch (RejectedExecutionException ex) {
			return new Answer(Answer.UNAVAILABLE, JsonReport.unavailable("memprof is stopped"));
		}
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

package io.memprof.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.memprof.leak.LeakVerdict;
import org.jspecify.annotations.Nullable;

/**
 * What the file of a run says, in short.
 * <p>
 * Immutable.
 *
 * @param number counts the runs of a service; orders them whatever the clocks say
 * @param owner whose run it is
 * @param sessionId 12 hexadecimal digits
 * @param process that ran, or runs, it
 * @param startedAt begin of the session
 * @param writtenAt when the file was written, by the wall clock
 * @param ending how the run ended
 * @param verdict the last
 * @param since since when it was so
 * @param leaks of the last report, worst first
 * @param leakCount of the last report, those included that are not in the list
 * @param bytes size of the file
 */
record Run(long number, ServiceInstance owner, String sessionId, String process, Instant startedAt, Instant writtenAt,
		Ending ending, LeakVerdict verdict, Instant since, List<RunLeak> leaks, long leakCount, long bytes) {

	private static final int LEAKS_IN_BRIEF = 20;

	/** By the begin of the runs, the latest first. */
	static final Comparator<Run> NEWEST_FIRST = Comparator.comparingLong(Run::number)
		.thenComparing(Run::startedAt)
		.reversed();

	private static final Set<LeakVerdict> TOO_EARLY = EnumSet.of(LeakVerdict.WARMING_UP,
			LeakVerdict.INSUFFICIENT_EVIDENCE, LeakVerdict.UNAVAILABLE);

	Run {
		leaks = List.copyOf(leaks);
	}

	/**
	 * The run of a file.
	 * @param document as {@link RunDocument} made it
	 */
	static Run of(JsonMembers document, long bytes) throws CorruptRunException {
		if (!Long.valueOf(RunDocument.FORMAT).equals(document.map().get(RunDocument.FORMAT_MEMBER))) {
			throw new CorruptRunException("was not written by memprof, or by another version of it");
		}
		JsonMembers analysis = document.object("report").object("leakAnalysis");
		List<RunLeak> leaks = new ArrayList<>();
		for (Object leak : analysis.list("potentialLeaks")) {
			leaks.add(RunLeak.of(JsonMembers.of(leak, "potentialLeaks")));
		}
		ServiceInstance owner = new ServiceInstance(document.text("service"), document.textOrNull("version"),
				document.text("instance"));
		return new Run(document.number("run"), owner, document.text("sessionId"), document.text("process"),
				document.time("startedAt"), document.time("writtenAt"), document.constant("ended", Ending.class),
				analysis.constant("verdict", LeakVerdict.class), analysis.time("since"), leaks,
				leaks.size() + document.number("leaksLeftOut"), bytes);
	}

	/** Whether that verdict has seen enough of a run to be compared with. */
	static boolean isJudgement(LeakVerdict verdict) {
		return !TOO_EARLY.contains(verdict);
	}

	/** Whether later runs can be compared with it. */
	boolean isJudged() {
		return isJudgement(this.verdict) || this.leakCount > 0;
	}

	RunName name() {
		return RunName.of(this.owner.service(), this.sessionId);
	}

	Run ended(Ending ending) {
		return new Run(this.number, this.owner, this.sessionId, this.process, this.startedAt, this.writtenAt, ending,
				this.verdict, this.since, this.leaks, this.leakCount, this.bytes);
	}

	/** The same with its worst leaks only, to keep in memory. */
	Run brief() {
		return new Run(this.number, this.owner, this.sessionId, this.process, this.startedAt, this.writtenAt,
				this.ending, this.verdict, this.since,
				this.leaks.subList(0, Math.min(LEAKS_IN_BRIEF, this.leaks.size())), this.leakCount, this.bytes);
	}

	/** The leak of this run that is the same as that one, or {@code null}. */
	@Nullable RunLeak find(RunLeak leak) {
		return this.leaks.stream().filter((own) -> own.identity().isSameAs(leak.identity())).findFirst().orElse(null);
	}

}

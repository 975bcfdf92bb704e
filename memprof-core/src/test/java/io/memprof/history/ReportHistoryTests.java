package io.memprof.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.memprof.leak.LeakIdentity;
import io.memprof.leak.LeakVerdict;
import io.memprof.telemetry.LogLines;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What one run writes, and what the next finds.
 */
class ReportHistoryTests {

	@TempDir
	private Path temporary;

	private Path directory;

	private Instances instances;

	private final Reports first = new Reports("aaaaaaaaaaaa");

	private final Reports second = new Reports("bbbbbbbbbbbb");

	private final Reports third = new Reports("cccccccccccc");

	@BeforeEach
	void inADirectoryThatIsMissing() {
		this.directory = this.temporary.resolve("not/yet/there");
		this.instances = new Instances(this.directory);
	}

	@Test
	void theFirstReportIsWrittenBeforeAnyAnalysis() throws Exception {
		ReportHistory history = this.instances.started();
		history.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		assertThat(history.document("aaaaaaaaaaaa")).containsEntry("run", 1L)
			.containsEntry("service", "shop")
			.containsEntry("ended", "RUNNING")
			.extractingByKey("report")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("sessionId", "aaaaaaaaaaaa")
			.containsKeys("snapshot", "leakAnalysis", "allocations");
		assertThat(history.state()).containsEntry("state", "written").containsEntry("writes", 1L);
	}

	@Test
	void anotherVerdictAndEveryAlarmAreWrittenAtOnce() {
		ReportHistory history = this.instances.started();
		history.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		history.accept(this.first.after(1, LeakVerdict.HEALTHY));
		assertThat(history.state()).containsEntry("writes", 2L);
		history.accept(this.first.after(2, LeakVerdict.SUSPECTED, Reports.leak("a")));
		history.accept(this.first.after(3, LeakVerdict.SUSPECTED, Reports.leak("a")));
		assertThat(history.state()).containsEntry("writes", 4L);
	}

	@Test
	void theSameCalmVerdictIsWrittenEveryFifthAnalysis() {
		ReportHistory history = this.instances.started();
		for (int minute = 0; minute <= 10; minute++) {
			history.accept(this.first.after(minute, LeakVerdict.HEALTHY));
		}
		assertThat(history.state()).containsEntry("writes", 3L);
	}

	@Test
	void ticksBetweenAnalysesWriteNothing() {
		ReportHistory history = this.instances.started();
		history.accept(this.first.after(1, LeakVerdict.SUSPECTED));
		history.accept(this.first.after(1, LeakVerdict.SUSPECTED));
		assertThat(history.state()).containsEntry("writes", 1L);
	}

	@Test
	void onlyTheReportIsLeftOfARunThatEnded() throws Exception {
		ReportHistory history = this.instances.started();
		history.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		assertThat(files()).containsExactly("memprof-shop-aaaaaaaaaaaa.json", "memprof-shop-aaaaaaaaaaaa.lock");
		history.end(this.first.after(9, LeakVerdict.HEALTHY));
		assertThat(files()).containsExactly("memprof-shop-aaaaaaaaaaaa.json");
		assertThat(history.document("aaaaaaaaaaaa")).containsEntry("ended", "CLEANLY");
		assertThat(Instances.values(history, "verdict")).containsExactly("HEALTHY");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void nobodyButTheUserOfTheProcessMayReadWhatIsKept() throws Exception {
		ReportHistory history = this.instances.started();
		history.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		history.accept(this.first.after(1, LeakVerdict.SUSPECTED));

		assertThat(permissions(this.directory)).isEqualTo("rwx------");
		assertThat(files()).hasSize(2)
			.allSatisfy((file) -> assertThat(permissions(this.directory.resolve(file))).isEqualTo("rw-------"));
	}

	@Test
	void aThreadThatIsInterruptedEndsARunToo() throws Exception {
		ReportHistory history = this.instances.started();
		history.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		Thread.currentThread().interrupt();
		history.end(this.first.after(1, LeakVerdict.HEALTHY));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(history.document("aaaaaaaaaaaa")).containsEntry("ended", "CLEANLY");
	}

	@Test
	void endingTwiceOrBeforeTheFirstTickDoesNothing() {
		ReportHistory history = this.instances.started();
		history.end(this.first.after(0, LeakVerdict.WARMING_UP));
		assertThat(this.directory).doesNotExist();
		history.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		history.end(this.first.after(1, LeakVerdict.HEALTHY));
		history.end(this.first.after(1, LeakVerdict.HEALTHY));
		assertThat(history.state()).containsEntry("writes", 2L);
	}

	@Test
	void theNextRunShowsTheOneBeforeAndHowItEnded() {
		run(this.first, LeakVerdict.HEALTHY, true);
		run(this.second, LeakVerdict.CONFIRMED, false);
		ReportHistory next = this.instances.started();
		next.accept(this.third.after(0, LeakVerdict.WARMING_UP));
		assertThat(Instances.sessions(next)).containsExactly("cccccccccccc", "bbbbbbbbbbbb", "aaaaaaaaaaaa");
		assertThat(Instances.values(next, "ended")).containsExactly("RUNNING", "NOT_CLEANLY", "CLEANLY");
		assertThat(Instances.values(next, "verdict")).containsExactly("WARMING_UP", "CONFIRMED", "HEALTHY");
		assertThat(Instances.values(next, "version")).containsExactly("1.3", "1.2", "1.1");
	}

	@Test
	void theLogSaysOnceHowTheRunBeforeEnded() {
		run(this.first, LeakVerdict.CONFIRMED, false);
		try (LogLines lines = new LogLines()) {
			ReportHistory next = this.instances.started();
			next.accept(this.second.after(0, LeakVerdict.WARMING_UP));
			next.accept(this.second.after(1, LeakVerdict.HEALTHY));
			assertThat(lines.all()).singleElement()
				.asString()
				.contains("session aaaaaaaaaaaa", "did not end cleanly", "CONFIRMED, leaks: 1");
		}
	}

	@Test
	void leaksOfTheRunBeforeAreExpectedAndCompared() {
		run(this.first, LeakVerdict.CONFIRMED, false);
		ReportHistory next = this.instances.started();
		next.accept(this.second.after(0, LeakVerdict.WARMING_UP));
		assertThat(this.instances.known).extracting(LeakIdentity::fingerprint).containsExactly("a");
		assertThat(Instances.changes(next)).containsExactly("NOT_SEEN_YET");
		next.accept(this.second.after(30, LeakVerdict.SUSPECTED, Reports.leak("b")));
		assertThat(Instances.changes(next)).containsExactly("NEW", "GONE");
		next.accept(this.second.after(31, LeakVerdict.SUSPECTED, Reports.leak("b"), Reports.leak("a")));
		assertThat(Instances.changes(next)).containsExactly("NEW", "KNOWN");
		assertThat(next.state()).containsEntry("comparedWith", "aaaaaaaaaaaa");
	}

	@Test
	void aRunThatWasNeverJudgedIsPassedOver() {
		run(this.first, LeakVerdict.CONFIRMED, false);
		ReportHistory crashed = this.instances.started();
		crashed.accept(this.second.after(0, LeakVerdict.WARMING_UP));
		ReportHistory next = this.instances.started();
		next.accept(this.third.after(0, LeakVerdict.WARMING_UP));
		assertThat(next.state()).containsEntry("comparedWith", "aaaaaaaaaaaa");
	}

	@Test
	void withoutARunBeforeThereIsNothingToCompare() {
		ReportHistory history = this.instances.started();
		history.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		assertThat(history.json().get("comparison")).asString().contains("no run of this service");
		assertThat(this.instances.known).isEmpty();
	}

	@Test
	void aNewSessionIsARunOfItsOwn() throws Exception {
		ReportHistory history = this.instances.started();
		history.accept(this.first.after(30, LeakVerdict.SUSPECTED, Reports.leak("a")));
		history.accept(this.second.after(0, LeakVerdict.WARMING_UP));
		assertThat(history.document("aaaaaaaaaaaa")).containsEntry("ended", "NEW_SESSION");
		assertThat(Instances.sessions(history)).containsExactly("bbbbbbbbbbbb", "aaaaaaaaaaaa");
		assertThat(Instances.changes(history)).containsExactly("NOT_SEEN_YET");
		assertThat(files()).doesNotContain("memprof-shop-aaaaaaaaaaaa.lock");
	}

	@Test
	void theOrderIsThatOfTheStartsWhateverTheClockSays() {
		run(this.first, LeakVerdict.HEALTHY, true);
		this.instances.clock.advance(Duration.ofDays(-4000));
		run(this.second, LeakVerdict.CONFIRMED, true);
		ReportHistory next = this.instances.started();
		next.accept(this.third.after(0, LeakVerdict.WARMING_UP));
		assertThat(Instances.sessions(next)).containsExactly("cccccccccccc", "bbbbbbbbbbbb", "aaaaaaaaaaaa");
		assertThat(next.state()).containsEntry("comparedWith", "bbbbbbbbbbbb");
	}

	@Test
	void aClockThatJumpsAheadRemovesAllButTheRunToCompareWith() {
		run(this.first, LeakVerdict.HEALTHY, true);
		run(this.second, LeakVerdict.CONFIRMED, true);
		this.instances.clock.advance(Duration.ofDays(4000));
		ReportHistory next = this.instances.started();
		next.accept(this.third.after(0, LeakVerdict.WARMING_UP));
		assertThat(Instances.sessions(next)).containsExactly("cccccccccccc", "bbbbbbbbbbbb");
	}

	@Test
	void filesThatAreNotMemprofsAreCountedAndStay() throws Exception {
		Files.createDirectories(this.directory);
		Files.writeString(this.directory.resolve("notes.json"), "{}");
		Files.writeString(this.directory.resolve("memprof-shop-aaaaaaaaaaaa.json.bak"), "{}");
		ReportHistory history = this.instances.started();
		history.accept(this.second.after(0, LeakVerdict.WARMING_UP));
		assertThat(history.json()).containsEntry("foreignFiles", 2L).containsEntry("skipped", List.of());
		assertThat(files()).contains("notes.json", "memprof-shop-aaaaaaaaaaaa.json.bak");
	}

	@Test
	void whatHasTheNameOfARunAndIsNoneIsSkippedWithAWordAndStays() throws Exception {
		run(this.first, LeakVerdict.CONFIRMED, true);
		byte[] whole = Files.readAllBytes(this.instances.file("aaaaaaaaaaaa"));
		Files.write(this.instances.file("000000000001"), Arrays.copyOf(whole, whole.length / 2));
		Files.write(this.instances.file("000000000002"), new byte[whole.length]);
		Files.write(this.instances.file("000000000003"), whole);
		Files.writeString(this.instances.file("000000000004"), "{\"name\":\"shop\"}");
		Files.createDirectory(this.instances.file("000000000005"));
		Files.createSymbolicLink(this.instances.file("000000000006"), this.instances.file("aaaaaaaaaaaa"));
		Files.writeString(this.instances.file("000000000007"), "");
		Files.writeString(this.instances.file("000000000008"), " ".repeat(5 << 20));
		ReportHistory next = this.instances.started();
		next.accept(this.second.after(0, LeakVerdict.WARMING_UP));
		assertThat(Instances.list(next.json(), "skipped")
			.stream()
			.map((file) -> file.get("file").toString().substring(24, 26) + file.get("reason")))
			.satisfiesExactlyInAnyOrder((word) -> assertThat(word).startsWith("1.").contains("ends too early, after"),
					(word) -> assertThat(word).startsWith("2.").contains("is not the JSON that memprof writes"),
					(word) -> assertThat(word).startsWith("3.").contains("another session than its name"),
					(word) -> assertThat(word).startsWith("4.").contains("was not written by memprof"),
					(word) -> assertThat(word).startsWith("5.").contains("is not a regular file"),
					(word) -> assertThat(word).startsWith("6.").contains("is not a regular file"),
					(word) -> assertThat(word).startsWith("7.").contains("ends too early, after 0 bytes"),
					(word) -> assertThat(word).startsWith("8.").contains("larger than any report"));
		assertThat(Instances.sessions(next)).containsExactly("bbbbbbbbbbbb", "aaaaaaaaaaaa");
		assertThat(files()).hasSize(11);
		assertThatIOException().isThrownBy(() -> next.document("000000000001")).withMessageContaining("ends too early");
	}

	@Test
	void aReportOfManyLeaksLosesTheLeastBad() throws Exception {
		ReportHistory history = this.instances.started("shop", 1 << 20);
		history.accept(this.first.after(0, LeakVerdict.SUSPECTED, Reports.leaks(200)));
		assertThat(Files.size(this.instances.file("aaaaaaaaaaaa"))).isBetween(50_000L, 100_000L);
		assertThat(history.document("aaaaaaaaaaaa")).containsEntry("leaksLeftOut", 188L);
		assertThat(Instances.values(history, "leakCount")).containsExactly(200L);
	}

	@Test
	void theListHoldsTheWorstLeaksOfEachRunOnly() {
		ReportHistory history = this.instances.started();
		history.accept(this.first.after(0, LeakVerdict.SUSPECTED, Reports.leaks(50)));
		assertThat(Instances.values(history, "leakCount")).containsExactly(50L);
		assertThat(Instances.list(history.json(), "runs").get(0)).extractingByKey("leaks")
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.hasSize(20);
	}

	@Test
	void theDirectoryKeepsItsSize() throws Exception {
		for (int i = 0; i < 60; i++) {
			ReportHistory history = this.instances.started("shop", 1 << 20);
			history.accept(new Reports("%012x".formatted(i)).after(9, LeakVerdict.SUSPECTED, Reports.leaks(12)));
			history.end(new Reports("%012x".formatted(i)).after(9, LeakVerdict.SUSPECTED, Reports.leaks(12)));
		}
		long bytes = 0;
		for (String file : files()) {
			bytes += Files.size(this.directory.resolve(file));
		}
		assertThat(bytes).isBetween(1L << 19, (1L << 20) + (1 << 17));
		assertThat(files()).contains("memprof-shop-00000000003b.json").doesNotContain("memprof-shop-000000000000.json");
	}

	@Test
	void aDirectoryThatIsNoneIsSaidInTheStateAndLoggedOnce() throws Exception {
		Files.createDirectories(this.directory.getParent());
		Files.writeString(this.directory, "a file");
		try (LogLines lines = new LogLines()) {
			ReportHistory history = this.instances.started();
			for (int minute = 0; minute < 3; minute++) {
				history.accept(this.first.after(minute, LeakVerdict.HEALTHY));
			}
			assertThat(history.state()).containsEntry("state", "failing")
				.containsEntry("reason", "it is a file, not a directory")
				.containsEntry("failures", 3L);
			assertThat(lines.all()).singleElement().asString().contains("WARN", "The application is not affected");
			Files.delete(this.directory);
			history.accept(this.first.after(3, LeakVerdict.HEALTHY));
			assertThat(history.state()).containsEntry("state", "written").doesNotContainKey("reason");
		}
	}

	@Test
	void aDirectoryThatIsRemovedMeanwhileIsMadeAgain() throws Exception {
		ReportHistory history = this.instances.started();
		history.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		for (String file : files()) {
			Files.delete(this.directory.resolve(file));
		}
		Files.delete(this.directory);
		history.accept(this.first.after(1, LeakVerdict.HEALTHY));
		assertThat(history.state()).containsEntry("state", "written");
		assertThat(files()).contains("memprof-shop-aaaaaaaaaaaa.json");
	}

	@Test
	void whatCannotBeWrittenLeavesTheReportBefore() throws Exception {
		RunDirectory files = new RunDirectory(this.temporary, new ServiceInstance("shop", null, "i"), "p");
		files.write("aaaaaaaaaaaa", Map.of("a", "before"));
		for (Throwable failure : List.of(new OutOfMemoryError("on purpose"), new IllegalStateException("on purpose"))) {
			Map<String, Object> document = Map.of("a", "x".repeat(100_000), "b", new Unwritable(failure));
			assertThat(catchThrowable(() -> files.write("aaaaaaaaaaaa", document))).isSameAs(failure);
			assertThat(files.document("aaaaaaaaaaaa")).containsEntry("a", "before");
			assertThat(this.temporary.resolve("memprof-shop-aaaaaaaaaaaa.json.tmp")).doesNotExist();
		}
	}

	@Test
	void onlyAFileOfThisServiceIsEverRead() throws Exception {
		ReportHistory history = this.instances.started();
		history.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		Files.copy(this.instances.file("aaaaaaaaaaaa"), this.temporary.resolve("secret.json"));
		for (String other : List.of("..", "../../../secret", "aaaaaaaaaaab", "AAAAAAAAAAAA", "", "aaaaaaaaaaaa/..")) {
			assertThat(history.document(other)).as(other).isNull();
		}
	}

	@Test
	void anOddNameOfAServiceBecomesAFileName() throws Exception {
		ReportHistory history = this.instances.started("../my shop\u00e9/" + "x".repeat(300), Instances.SIZE);
		history.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		assertThat(history.state()).containsEntry("state", "written");
		assertThat(history.document("aaaaaaaaaaaa")).isNotNull();
		assertThat(files()).hasSize(2).allMatch((file) -> file.startsWith("memprof-.._my_shop__xxx"));
	}

	private void run(Reports reports, LeakVerdict verdict, boolean cleanly) {
		ReportHistory history = this.instances.started();
		history.accept(reports.after(30, verdict, Reports.leak("a")));
		if (cleanly) {
			history.end(reports.after(31, verdict, Reports.leak("a")));
		}
		else {
			kill(reports);
		}
	}

	/** As the operating system releases the lock of a process that was killed. */
	private void kill(Reports reports) {
		try {
			Files.delete(this.directory
				.resolve("memprof-shop-" + reports.after(0, LeakVerdict.HEALTHY).sessionId() + ".lock"));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

	/** Fails in the middle of a file. */
	private static final class Unwritable {

		private final Throwable failure;

		private Unwritable(Throwable failure) {
			this.failure = failure;
		}

		@Override
		public String toString() {
			if (this.failure instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) this.failure;
		}

	}

}

package io.memprof.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The files of the runs of one service.
 * <p>
 * For one thread, but for {@link #document}.
 */
final class RunDirectory {

	/** More than that are not looked at: the directory is not for this alone. */
	private static final int MOST_FILES = 10_000;

	private static final int MOST_SKIPPED = 20;

	/** Larger than any run that was ever written. */
	private static final long TOO_LARGE = 4 << 20;

	private static final Duration A_WHILE = Duration.ofMinutes(1);

	private final Path directory;

	private final ServiceInstance owner;

	private final String process;

	private Map<String, ReadFile> read = new HashMap<>();

	/**
	 * The directory as one process sees it.
	 * @param process name of this process, that no other has
	 */
	RunDirectory(Path directory, ServiceInstance owner, String process) {
		this.directory = directory;
		this.owner = owner;
		this.process = process;
	}

	/**
	 * What is in the directory. Files that have not changed are not read again.
	 */
	Listing list() throws IOException {
		List<Run> runs = new ArrayList<>();
		List<Skipped> skipped = new ArrayList<>();
		List<RunName> leftovers = new ArrayList<>();
		int foreign = 0;
		Map<String, ReadFile> read = new HashMap<>();
		for (Path file : files()) {
			String fileName = file.getFileName().toString();
			RunName name = RunName.ofFile(fileName);
			if (name == null) {
				foreign++;
			}
			else if (name.equals(name(name.sessionId()))) {
				if (!fileName.equals(name.report())) {
					leftovers.add(name);
					continue;
				}
				ReadFile content = read(file, name);
				read.put(fileName, content);
				String reason = content.reason();
				Run run = content.run();
				if (run != null && run.owner().service().equals(this.owner.service())) {
					runs.add(run.ended(ending(run)));
				}
				else if (reason != null && skipped.size() < MOST_SKIPPED) {
					skipped.add(new Skipped(fileName, reason));
				}
			}
		}
		this.read = read;
		runs.sort(Run.NEWEST_FIRST);
		return new Listing(runs, skipped, foreign, leftovers);
	}

	/**
	 * The run of a session with all its leaks.
	 */
	Run run(String sessionId) throws IOException {
		Path file = file(name(sessionId).report());
		return Run.of(new JsonMembers(JsonReader.read(text(file))), Files.size(file));
	}

	/**
	 * All that was written of a session of this service; {@code null} when there is no
	 * such file. Any thread, one at a time.
	 */
	synchronized @Nullable Map<String, Object> document(String sessionId) throws IOException {
		RunName name = RunName.ofFile(name(sessionId).report());
		Path file = (name != null) ? file(name.report()) : null;
		return (file != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) ? JsonReader.read(text(file))
				: null;
	}

	/**
	 * Replaces the report of a run. When it fails, in whatever way, the one before stays.
	 */
	void write(String sessionId, Map<String, Object> document) throws IOException {
		RunName name = name(sessionId);
		WholeFile.replace(file(name.report()), file(name.temporary()), document);
	}

	RunLock lock(String sessionId) throws IOException {
		return RunLock.hold(file(name(sessionId).lock()));
	}

	void create() throws IOException {
		Files.createDirectories(this.directory, OwnerOnly.directory(this.directory));
	}

	/**
	 * Removes all files of a run, as far as this process may.
	 */
	void remove(Run run) {
		WholeFile.deleteQuietly(file(run.name().report()));
		removeTraces(run.name());
	}

	/**
	 * Removes what killed runs of this service have left beside their reports.
	 */
	void removeLeftovers(Listing listing, Instant now) throws IOException {
		for (RunName name : listing.leftovers()) {
			boolean ours = listing.runs()
				.stream()
				.anyMatch((run) -> run.process().equals(this.process) && run.name().equals(name));
			if (!ours && isOld(name, now) && RunLock.ending(file(name.lock())) == Ending.NOT_CLEANLY) {
				removeTraces(name);
			}
		}
	}

	/** Another process may be about to lock what it has just made. */
	private boolean isOld(RunName name, Instant now) throws IOException {
		Instant newest = Instant.EPOCH;
		for (String trace : List.of(name.lock(), name.temporary())) {
			Path file = file(trace);
			if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
				Instant modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
				newest = modified.isAfter(newest) ? modified : newest;
			}
		}
		return newest.plus(A_WHILE).isBefore(now);
	}

	private void removeTraces(RunName name) {
		WholeFile.deleteQuietly(file(name.temporary()));
		WholeFile.deleteQuietly(file(name.lock()));
	}

	private Ending ending(Run run) {
		if (run.ending().isSaid()) {
			return run.ending();
		}
		return run.process().equals(this.process) ? Ending.RUNNING : RunLock.ending(file(run.name().lock()));
	}

	private List<Path> files() throws IOException {
		List<Path> files = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(this.directory)) {
			for (Path file : stream) {
				if (files.size() == MOST_FILES) {
					break;
				}
				files.add(file);
			}
		}
		return files;
	}

	private ReadFile read(Path file, RunName name) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			String version = attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
			ReadFile before = this.read.get(name.report());
			return (before != null && before.version().equals(version)) ? before
					: read(file, attributes, version, name);
		}
		catch (IOException ex) {
			return new ReadFile("tried in vain", null, FailureWords.of(ex));
		}
	}

	private static ReadFile read(Path file, BasicFileAttributes attributes, String version, RunName name)
			throws IOException {
		try {
			return new ReadFile(version, parse(file, attributes, name), null);
		}
		catch (CorruptRunException ex) {
			return new ReadFile(version, null, FailureWords.of(ex));
		}
	}

	private static Run parse(Path file, BasicFileAttributes attributes, RunName name) throws IOException {
		if (!attributes.isRegularFile()) {
			throw new CorruptRunException("is not a regular file");
		}
		Run run = Run.of(new JsonMembers(JsonReader.read(text(file))), attributes.size()).brief();
		if (!run.sessionId().equals(name.sessionId())) {
			throw new CorruptRunException("holds another session than its name says");
		}
		return run;
	}

	private static String text(Path file) throws IOException {
		if (Files.size(file) > TOO_LARGE) {
			throw new CorruptRunException("is larger than any report of memprof");
		}
		return Files.readString(file, StandardCharsets.ISO_8859_1);
	}

	private RunName name(String sessionId) {
		return RunName.of(this.owner.service(), sessionId);
	}

	private Path file(String name) {
		return this.directory.resolve(name);
	}

	/**
	 * What was found.
	 *
	 * @param runs of this service, newest first
	 * @param skipped files with the name of a run that are none
	 * @param foreign number of files that are not memprof's
	 * @param leftovers runs of which there are other files than the report
	 */
	record Listing(List<Run> runs, List<Skipped> skipped, int foreign, List<RunName> leftovers) {

		static final Listing NOTHING = new Listing(List.of(), List.of(), 0, List.of());

		Listing {
			runs = List.copyOf(runs);
			skipped = List.copyOf(skipped);
			leftovers = List.copyOf(leftovers);
		}

	}

	/**
	 * A file that was not read.
	 *
	 * @param file its name
	 * @param reason what is wrong, as the end of a sentence that begins with the name
	 */
	record Skipped(String file, String reason) {
	}

	private record ReadFile(String version, @Nullable Run run, @Nullable String reason) {
	}

}

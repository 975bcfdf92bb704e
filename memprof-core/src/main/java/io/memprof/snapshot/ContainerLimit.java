package io.memprof.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The memory limit of the control group (cgroup v1 or v2) that this process runs in: the
 * tightest of the hierarchy, as far as it is visible from here.
 * <p>
 * A limit above this group that a container hides is seen on v1 (the kernel tells it) but
 * not on v2. Limits can change, so files are read again, at most once a minute. Safe for
 * use by several threads; starts no process and never throws.
 */
public final class ContainerLimit {

	private static final Duration KEPT = Duration.ofMinutes(1);

	/** No limit on v1 is the largest long, rounded down to a page of up to 64 KiB. */
	private static final long NO_LIMIT = Long.MAX_VALUE - (1 << 20);

	private final Path root;

	private @Nullable Reading latest;

	private Instant readAt = Instant.EPOCH;

	/**
	 * A limit read below another root.
	 * @param root directory that holds {@code proc} and {@code sys}
	 */
	ContainerLimit(Path root) {
		this.root = root;
	}

	/**
	 * The limit of this process.
	 */
	public static ContainerLimit ofThisProcess() {
		return new ContainerLimit(Path.of("/"));
	}

	/**
	 * The limit in bytes, at most a minute old.
	 * @param now decides whether the last answer is still good
	 */
	public synchronized Reading at(Instant now) {
		Reading known = this.latest;
		if (known == null || now.isBefore(this.readAt) || !now.isBefore(this.readAt.plus(KEPT))) {
			known = read();
			this.latest = known;
			this.readAt = now;
		}
		return known;
	}

	private Reading read() {
		try {
			ControlGroup group = ControlGroup.find(this.root);
			return (group != null) ? tightest(group) : Reading.unavailable("no control group");
		}
		catch (IOException | RuntimeException ex) {
			return Reading.unavailable("cannot read the control group: " + ex);
		}
	}

	private static Reading tightest(ControlGroup group) throws IOException {
		long tightest = Long.MAX_VALUE;
		for (Path directory = group.directory(); directory != null
				&& directory.startsWith(group.mountPoint()); directory = directory.getParent()) {
			tightest = Math.min(tightest, limitIn(directory.resolve(group.version().limitFile)).orElse(tightest));
		}
		if (group.version() == ControlGroup.Version.V1) {
			tightest = Math.min(tightest, hierarchicalLimit(group.directory()).orElse(tightest));
		}
		return (tightest < NO_LIMIT) ? Reading.of(tightest)
				: Reading.unavailable("no memory limit is set in this control group");
	}

	private static OptionalLong limitIn(Path file) throws IOException {
		return Files.exists(file) ? number(Files.readString(file)) : OptionalLong.empty();
	}

	private static OptionalLong hierarchicalLimit(Path directory) throws IOException {
		Path stat = directory.resolve("memory.stat");
		String field = "hierarchical_memory_limit ";
		if (Files.exists(stat)) {
			for (String line : Files.readAllLines(stat)) {
				if (line.startsWith(field)) {
					return number(line.substring(field.length()));
				}
			}
		}
		return OptionalLong.empty();
	}

	/** Anything but a number is {@code max}: no limit. */
	private static OptionalLong number(String text) {
		try {
			return OptionalLong.of(Long.parseLong(text.strip()));
		}
		catch (NumberFormatException ex) {
			return OptionalLong.empty();
		}
	}

}

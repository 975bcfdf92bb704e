package io.memprof.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where the memory controller of this process's control group is in the file system.
 * <p>
 * {@code /proc/self/cgroup} names the group from the root of its hierarchy,
 * {@code /proc/self/mountinfo} says which part of the hierarchy is mounted where. With a
 * cgroup namespace the group is {@code /}, or outside of what is mounted
 * ({@code /../..}): then the mount itself is the best we can see.
 *
 * @param version of the interface
 * @param mountPoint top of the visible hierarchy
 * @param directory of the group, at or below the mount point
 */
record ControlGroup(Version version, Path mountPoint, Path directory) {

	private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

	/**
	 * The group of this process, or {@code null} when there is none or its memory
	 * controller is not mounted. On a hybrid system the memory controller is on v1.
	 * @param root directory that holds {@code proc} and {@code sys}
	 */
	static @Nullable ControlGroup find(Path root) throws IOException {
		Path groups = root.resolve("proc/self/cgroup");
		Path mounts = root.resolve("proc/self/mountinfo");
		if (!Files.exists(groups) || !Files.exists(mounts)) {
			return null;
		}
		List<String> groupLines = Files.readAllLines(groups);
		List<String> mountLines = Files.readAllLines(mounts);
		for (Version version : Version.values()) {
			String path = pathOf(version, groupLines);
			ControlGroup group = (path != null) ? locate(version, path, mountLines, root) : null;
			if (group != null) {
				return group;
			}
		}
		return null;
	}

	/** Lines look like {@code 4:memory:/docker/abc} or {@code 0::/system.slice}. */
	private static @Nullable String pathOf(Version version, List<String> groupLines) {
		for (String line : groupLines) {
			String[] parts = line.split(":", 3);
			if (parts.length == 3 && version.owns(parts[0], parts[1])) {
				return parts[2];
			}
		}
		return null;
	}

	/**
	 * Lines look like
	 * {@code 35 31 0:32 /docker/abc /sys/fs/cgroup/memory rw shared:9 - cgroup cgroup rw,memory},
	 * with any number of fields before the lone dash.
	 */
	private static @Nullable ControlGroup locate(Version version, String path, List<String> mountLines, Path root) {
		for (String line : mountLines) {
			int dash = line.indexOf(" - ");
			String[] mount = line.split(" ");
			String[] type = (dash >= 0) ? line.substring(dash + 3).split(" ") : new String[0];
			if (mount.length > 4 && type.length > 2 && version.isMountedAs(type[0], type[2])) {
				Path mountPoint = root.resolve(unescape(mount[4]).substring(1));
				return new ControlGroup(version, mountPoint, directory(mountPoint, unescape(mount[3]), path));
			}
		}
		return null;
	}

	private static Path directory(Path mountPoint, String mountedRoot, String path) {
		Path group = Path.of(path);
		Path mounted = Path.of(mountedRoot);
		if (path.contains("..") || !group.startsWith(mounted)) {
			return mountPoint;
		}
		Path directory = mountPoint;
		for (Path name : mounted.relativize(group)) {
			Path child = directory.resolve(name.toString());
			if (!Files.isDirectory(child)) {
				break;
			}
			directory = child;
		}
		return directory;
	}

	/** Space, tab, newline and backslash are octal in mountinfo. */
	private static String unescape(String text) {
		return OCTAL.matcher(text)
			.replaceAll(
					(octal) -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(octal.group(1), 8))));
	}

	/**
	 * The two interfaces of the kernel, in the order they are asked.
	 */
	enum Version {

		V1("memory.limit_in_bytes") {
			@Override
			boolean owns(String hierarchy, String controllers) {
				return Arrays.asList(controllers.split(",")).contains("memory");
			}

			@Override
			boolean isMountedAs(String type, String options) {
				return type.equals("cgroup") && Arrays.asList(options.split(",")).contains("memory");
			}
		},
		V2("memory.max") {
			@Override
			boolean owns(String hierarchy, String controllers) {
				return hierarchy.equals("0") && controllers.isEmpty();
			}

			@Override
			boolean isMountedAs(String type, String options) {
				return type.equals("cgroup2");
			}
		};

		final String limitFile;

		Version(String limitFile) {
			this.limitFile = limitFile;
		}

		abstract boolean owns(String hierarchy, String controllers);

		abstract boolean isMountedAs(String type, String options);

	}

}

package io.memprof.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import io.memprof.unit.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ContainerLimitTests {

	private static final Instant NOW = Snapshots.START;

	private static final String NO_LIMIT_V1 = "9223372036854771712\n";

	private static final String V2_MOUNT = "38 31 0:35 / /sys/fs/cgroup rw,nosuid shared:9 master:3 - cgroup2 cgroup2 rw,nsdelegate\n";

	private static final String V1_MOUNT = """
			31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
			32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
			35 31 0:32 %s /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
			38 31 0:35 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
			""";

	@TempDir
	Path root;

	@Test
	void readsANamespacedGroupOfVersionTwo() throws IOException {
		proc("0::/\n", V2_MOUNT);
		write("sys/fs/cgroup/memory.max", "536870912\n");
		assertThat(limit()).isEqualTo(Reading.of(512 << 20));
	}

	@Test
	void takesTheTightestOfNestedSlices() throws IOException {
		proc("0::/user.slice/app.slice/shop.service\n", V2_MOUNT);
		write("sys/fs/cgroup/user.slice/memory.max", "1000000\n");
		write("sys/fs/cgroup/user.slice/app.slice/memory.max", "700000\n");
		write("sys/fs/cgroup/user.slice/app.slice/shop.service/memory.max", "max\n");
		assertThat(limit()).isEqualTo(Reading.of(700000));
		write("sys/fs/cgroup/user.slice/app.slice/shop.service/memory.max", "600000\n");
		assertThat(limit()).isEqualTo(Reading.of(600000));
	}

	@Test
	void saysSoWhenNoLimitIsSetOnVersionTwo() throws IOException {
		proc("0::/\n", V2_MOUNT);
		write("sys/fs/cgroup/memory.max", "max\n");
		assertThat(limit().reason()).isEqualTo("no memory limit is set in this control group");
	}

	@Test
	void theRootGroupOfAHostHasNoLimitFile() throws IOException {
		proc("0::/\n", V2_MOUNT);
		Files.createDirectories(this.root.resolve("sys/fs/cgroup"));
		assertThat(limit().reason()).isEqualTo("no memory limit is set in this control group");
	}

	@Test
	void readsVersionOneOnAHybridSystem() throws IOException {
		proc("9:name=systemd:/\n4:memory,hugetlb:/docker/abc\n0::/\n", V1_MOUNT.formatted("/"));
		write("sys/fs/cgroup/memory/memory.limit_in_bytes", NO_LIMIT_V1);
		write("sys/fs/cgroup/memory/docker/memory.limit_in_bytes", "2000000\n");
		write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "3000000\n");
		assertThat(limit()).isEqualTo(Reading.of(2000000));
	}

	@Test
	void readsVersionOneWhereTheContainersGroupIsTheMount() throws IOException {
		proc("4:memory:/docker/abc\n", V1_MOUNT.formatted("/docker/abc"));
		write("sys/fs/cgroup/memory/memory.limit_in_bytes", "3000000\n");
		assertThat(limit()).isEqualTo(Reading.of(3000000));
	}

	@Test
	void seesAHiddenParentThroughTheKernelsOwnSumOnVersionOne() throws IOException {
		proc("4:memory:/pod/abc\n", V1_MOUNT.formatted("/pod/abc"));
		write("sys/fs/cgroup/memory/memory.limit_in_bytes", "3000000\n");
		write("sys/fs/cgroup/memory/memory.stat", "cache 1\nhierarchical_memory_limit 2500000\n");
		assertThat(limit()).isEqualTo(Reading.of(2500000));
	}

	@Test
	void aHugeNumberIsNoLimitOnVersionOne() throws IOException {
		proc("4:memory:/\n", V1_MOUNT.formatted("/"));
		write("sys/fs/cgroup/memory/memory.limit_in_bytes", NO_LIMIT_V1);
		write("sys/fs/cgroup/memory/memory.stat", "hierarchical_memory_limit " + NO_LIMIT_V1);
		assertThat(limit().reason()).isEqualTo("no memory limit is set in this control group");
	}

	@Test
	void aGroupOutsideTheNamespaceFallsBackToTheMount() throws IOException {
		for (String group : new String[] { "/../../other", "/not/mounted/here" }) {
			proc("0::" + group + "\n", V2_MOUNT);
			write("sys/fs/cgroup/memory.max", "400000\n");
			assertThat(limit()).isEqualTo(Reading.of(400000));
		}
	}

	@Test
	void unescapesTheMountPoint() throws IOException {
		proc("0::/\n", V2_MOUNT.replace("/sys/fs/cgroup", "/my\\040groups"));
		write("my groups/memory.max", "400000\n");
		assertThat(limit()).isEqualTo(Reading.of(400000));
	}

	@Test
	void saysSoWithoutAnyControlGroup() throws IOException {
		assertThat(limit().reason()).isEqualTo("no control group");
		proc("4:memory:/\n", "31 23 0:28 / / rw - ext4 /dev/sda rw\n");
		assertThat(limit().reason()).isEqualTo("no control group");
	}

	@Test
	void neverThrowsOnNonsense() throws IOException {
		proc("\n:\n::\n4:memory\n0::/a\n", "\n-\n - \n1 2 3 - cgroup2\n1 2 3 / / rw - cgroup2 x rw\n");
		assertThat(limit().reason()).isEqualTo("no memory limit is set in this control group");
		Files.createDirectories(this.root.resolve("memory.max"));
		assertThat(limit().reason()).startsWith("cannot read the control group: ");
	}

	@Test
	void readsAgainAfterAMinuteButNotBefore() throws IOException {
		ContainerLimit limit = new ContainerLimit(this.root);
		proc("0::/\n", V2_MOUNT);
		write("sys/fs/cgroup/memory.max", "400000\n");
		assertThat(limit.at(NOW)).isEqualTo(Reading.of(400000));
		write("sys/fs/cgroup/memory.max", "500000\n");
		assertThat(limit.at(NOW.plusSeconds(59))).isEqualTo(Reading.of(400000));
		assertThat(limit.at(NOW.plusSeconds(60))).isEqualTo(Reading.of(500000));
	}

	@Test
	void readsAgainWhenTheClockWentBack() throws IOException {
		ContainerLimit limit = new ContainerLimit(this.root);
		limit.at(NOW);
		proc("0::/\n", V2_MOUNT);
		write("sys/fs/cgroup/memory.max", "400000\n");
		assertThat(limit.at(NOW.minusSeconds(3600))).isEqualTo(Reading.of(400000));
	}

	private Reading limit() {
		return new ContainerLimit(this.root).at(NOW);
	}

	private void proc(String groups, String mounts) throws IOException {
		write("proc/self/cgroup", groups);
		write("proc/self/mountinfo", mounts);
	}

	private void write(String path, String content) throws IOException {
		Path file = this.root.resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

}

package io.memprof.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.memprof.leak.LeakVerdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several instances and services in one directory.
 */
class SharedDirectoryTests {

	@TempDir
	private Path directory;

	private Instances instances;

	private final Reports first = new Reports("aaaaaaaaaaaa");

	private final Reports second = new Reports("bbbbbbbbbbbb");

	@BeforeEach
	void instances() {
		this.instances = new Instances(this.directory);
	}

	@Test
	void twoInstancesSeeEachOtherRun() {
		ReportHistory one = this.instances.started();
		ReportHistory other = this.instances.started();
		one.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		other.accept(this.second.after(0, LeakVerdict.WARMING_UP));
		one.accept(this.first.after(1, LeakVerdict.HEALTHY));
		assertThat(Instances.sessions(one)).containsExactly("bbbbbbbbbbbb", "aaaaaaaaaaaa");
		assertThat(Instances.sessions(other)).isEqualTo(Instances.sessions(one));
		assertThat(Instances.values(one, "ended")).containsOnly("RUNNING");
		assertThat(Instances.values(one, "instance")).containsExactly("instance-2", "instance-1");
	}

	@Test
	void aRunThatGoesOnIsNotRemovedHoweverOldItIs() {
		ReportHistory one = this.instances.started();
		one.accept(this.first.after(0, LeakVerdict.WARMING_UP));
		this.instances.clock.advance(Duration.ofDays(400));
		ReportHistory other = this.instances.started();
		other.accept(this.second.after(0, LeakVerdict.WARMING_UP));
		assertThat(Instances.sessions(other)).containsExactly("bbbbbbbbbbbb", "aaaaaaaaaaaa");
		one.end(this.first.after(1, LeakVerdict.WARMING_UP));
		this.instances.clock.advance(Duration.ofDays(400));
		other.accept(this.second.after(1, LeakVerdict.HEALTHY));
		assertThat(Instances.sessions(other)).containsExactly("bbbbbbbbbbbb");
	}

	@Test
	void anotherServiceIsNeitherShownNorComparedNorRemoved() throws Exception {
		ReportHistory other = this.instances.started("shop-admin", Instances.SIZE);
		other.accept(this.first.after(30, LeakVerdict.CONFIRMED, Reports.leak("a")));
		other.end(this.first.after(31, LeakVerdict.CONFIRMED, Reports.leak("a")));
		this.instances.clock.advance(Duration.ofDays(400));
		ReportHistory shop = this.instances.started();
		shop.accept(this.second.after(0, LeakVerdict.WARMING_UP));
		assertThat(Instances.sessions(shop)).containsExactly("bbbbbbbbbbbb");
		assertThat(shop.json().get("comparison")).asString().contains("no run of this service");
		assertThat(shop.json()).containsEntry("foreignFiles", 0L).containsEntry("skipped", List.of());
		assertThat(files()).contains("memprof-shop-admin-aaaaaaaaaaaa.json");
	}

	@Test
	void aServiceWhoseNameLooksTheSameIsAnother() throws Exception {
		ReportHistory other = this.instances.started("my/shop", Instances.SIZE);
		other.accept(this.first.after(0, LeakVerdict.CONFIRMED));
		other.end(this.first.after(1, LeakVerdict.CONFIRMED));
		this.instances.clock.advance(Duration.ofDays(400));
		ReportHistory shop = this.instances.started("my:shop", Instances.SIZE);
		shop.accept(this.second.after(0, LeakVerdict.WARMING_UP));
		assertThat(Instances.sessions(shop)).containsExactly("bbbbbbbbbbbb");
		assertThat(files()).contains("memprof-my_shop-aaaaaaaaaaaa.json");
	}

	@Test
	void whatAKilledRunHasLeftIsRemovedAfterAWhile() throws Exception {
		Path cut = Files.writeString(this.directory.resolve("memprof-shop-aaaaaaaaaaaa.json.tmp"), "{\"memprof");
		Path lock = Files.writeString(this.directory.resolve("memprof-shop-aaaaaaaaaaaa.lock"), "");
		Path other = Files.writeString(this.directory.resolve("memprof-cart-aaaaaaaaaaaa.lock"), "");
		modified(cut, Duration.ZERO);
		ReportHistory history = this.instances.started();
		history.accept(this.second.after(0, LeakVerdict.WARMING_UP));
		assertThat(cut).exists();
		for (Path file : List.of(cut, lock, other)) {
			modified(file, Duration.ofMinutes(2));
		}
		history.accept(this.second.after(1, LeakVerdict.HEALTHY));
		assertThat(cut).doesNotExist();
		assertThat(lock).doesNotExist();
		assertThat(other).exists();
		assertThat(files()).contains("memprof-shop-bbbbbbbbbbbb.lock");
	}

	private void modified(Path file, Duration ago) throws IOException {
		Files.setLastModifiedTime(file, FileTime.from(this.instances.clock.instant().minus(ago)));
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

}

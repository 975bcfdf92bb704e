package io.memprof.snapshot;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SnapshotHistoryTests {

	private final SnapshotHistory history = new SnapshotHistory(3);

	@Test
	void isEmptyAtFirst() {
		assertThat(this.history.latest()).isNull();
		assertThat(this.history.list()).isEmpty();
		assertThat(this.history.count()).isZero();
		assertThat(this.history.peak().reason()).isEqualTo("no snapshot has been taken yet");
		assertThat(this.history.mean().reason()).isEqualTo("no snapshot has been taken yet");
		assertThat(this.history.growth(Duration.ofMinutes(1))).isNull();
	}

	@Test
	void keepsTheLatestOldestFirstAndCountsAll() {
		addRss(1, 2, 3, 4, 5);
		assertThat(this.history.list()).extracting((snapshot) -> snapshot.rss().bytes()).containsExactly(3L, 4L, 5L);
		assertThat(this.history.latest()).isEqualTo(Snapshots.withRss(4, 5));
		assertThat(this.history.count()).isEqualTo(5);
	}

	@Test
	void remembersThePeakOfTheSessionAndTheMeanOfTheKept() {
		addRss(100, 1, 2, 6);
		assertThat(this.history.peak().bytes()).isEqualTo(100);
		assertThat(this.history.mean().bytes()).isEqualTo(3);
	}

	@Test
	void usesTheHeapWhenThereIsNoResidentSet() {
		this.history.add(Snapshots.withHeapOnly(0, 10));
		this.history.add(Snapshots.withHeapOnly(1, 20));
		assertThat(this.history.peak().bytes()).isEqualTo(20);
		assertThat(this.history.mean().bytes()).isEqualTo(15);
	}

	@Test
	void doesNotMixHeapAndResidentSet() {
		addRss(100, 100);
		this.history.add(Snapshots.withHeapOnly(2, 1_000_000));
		assertThat(this.history.peak().bytes()).isEqualTo(100);
		assertThat(this.history.mean().bytes()).isEqualTo(100);
		assertThat(this.history.growth(Duration.ofMinutes(1))).isNull();
	}

	@Test
	void forgetsEverythingForANewSession() {
		addRss(100, 200, 300, 400);
		this.history.clear();
		isEmptyAtFirst();
		addRss(7);
		assertThat(this.history.peak().bytes()).isEqualTo(7);
		assertThat(this.history.list()).hasSize(1);
	}

	@Test
	void handsOutAListThatNeverChanges() {
		addRss(1);
		var list = this.history.list();
		addRss(2);
		assertThat(list).hasSize(1);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(list::clear);
	}

	@Test
	void growsInBytesPerSecond() {
		addRss(1000, 1500, 2000);
		TrendLine growth = this.history.growth(Duration.ofMinutes(1));
		assertThat(growth).isEqualTo(new TrendLine(500, 500, 500, 1000));
	}

	@Test
	void looksBackNoFurtherThanAsked() {
		SnapshotHistory longer = new SnapshotHistory(100);
		for (int second = 0; second < 100; second++) {
			longer.add(Snapshots.withRss(second, (second < 50) ? 1000 : 1000 + 10L * (second - 50)));
		}
		assertThat(growthOf(longer, 49)).isEqualTo(10);
		assertThat(growthOf(longer, 2)).isEqualTo(10);
		assertThat(longer.growth(Duration.ofMillis(1500))).isNull();
		assertThat(growthOf(longer, 1000)).isLessThan(10);
	}

	@Test
	void binsALongSeriesWithoutBendingIt() {
		SnapshotHistory longer = new SnapshotHistory(1000);
		for (int second = 0; second < 1000; second++) {
			longer.add(Snapshots.withRss(second, 5000 + 7L * second + ((second % 2 == 0) ? 100 : 0)));
		}
		assertThat(growthOf(longer, 1000)).isEqualTo(7, within(0.2));
	}

	@Test
	void hasNoGrowthAtASingleMoment() {
		for (int i = 0; i < 3; i++) {
			this.history.add(Snapshots.withRss(0, i));
		}
		assertThat(this.history.growth(Duration.ofMinutes(1))).isNull();
	}

	@Test
	void refusesToKeepNothingOrLookBackNowhere() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SnapshotHistory(0)).withMessageContaining("0");
		assertThatIllegalArgumentException().isThrownBy(() -> this.history.growth(Duration.ZERO));
	}

	@Test
	void readersAlwaysSeeConsecutiveSnapshots() throws Exception {
		SnapshotHistory shared = new SnapshotHistory(50);
		ExecutorService writer = Executors.newSingleThreadExecutor();
		try {
			Future<?> writing = writer.submit(() -> {
				for (int i = 0; i < 20_000; i++) {
					shared.add(Snapshots.withRss(i, i));
				}
			});
			while (!writing.isDone()) {
				long[] seen = shared.list().stream().mapToLong((snapshot) -> snapshot.rss().bytes()).toArray();
				for (int i = 1; i < seen.length; i++) {
					assertThat(seen[i]).isEqualTo(seen[i - 1] + 1);
				}
			}
			writing.get();
		}
		finally {
			writer.shutdownNow();
		}
		assertThat(shared.list()).hasSize(50);
		assertThat(shared.count()).isEqualTo(20_000);
	}

	private static double growthOf(SnapshotHistory history, long seconds) {
		TrendLine growth = history.growth(Duration.ofSeconds(seconds));
		assertThat(growth).isNotNull();
		return growth.slope();
	}

	private void addRss(long... sizes) {
		for (long size : sizes) {
			this.history.add(Snapshots.withRss(this.history.count(), size));
		}
	}

}

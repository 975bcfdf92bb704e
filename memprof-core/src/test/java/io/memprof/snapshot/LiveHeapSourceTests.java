package io.memprof.snapshot;

import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import javax.management.Notification;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.memprof.snapshot.LiveHeap.Quality;
import io.memprof.unit.Reading;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveHeapSourceTests {

	private static final List<MemoryPoolMXBean> POOLS = List.of(FakeBeans.pool("Eden Space", MemoryType.HEAP, 0, 0),
			FakeBeans.pool("Tenured Gen", MemoryType.HEAP, 0, 0),
			FakeBeans.pool("Metaspace", MemoryType.NON_HEAP, 0, 0));

	private final FakeBeans.Collector copy = new FakeBeans.Collector("Copy");

	private final FakeBeans.Collector full = new FakeBeans.Collector("MarkSweepCompact");

	private final LiveHeapSource source = new LiveHeapSource(List.of(this.copy, this.full), POOLS,
			InstantSource.fixed(Snapshots.START));

	@Test
	void knowsTheCollectorButNoOccupancyAtFirst() {
		assertThat(this.source.collector()).isEqualTo(GarbageCollector.SERIAL);
		assertThat(this.source.latest()).isEqualTo(LiveHeap.NONE);
		assertThat(this.source.drain()).isEmpty();
	}

	@Test
	void sumsTheHeapPoolsOnly() {
		collected("Copy", 5, 30);
		assertThat(this.source.latest()).isEqualTo(new LiveHeap(Reading.of(35), Quality.YOUNG, Snapshots.START));
	}

	@Test
	void drainsInOrderAndOnce() {
		collected("Copy", 5, 30);
		collected("MarkSweepCompact", 0, 20);
		assertThat(this.source.drain()).extracting(LiveHeap::quality).containsExactly(Quality.YOUNG, Quality.FULL);
		assertThat(this.source.drain()).isEmpty();
		assertThat(this.source.latest().used()).isEqualTo(Reading.of(20));
	}

	@Test
	void countsCollectionsByQuality() {
		collected("Copy", 5, 30);
		collected("Copy", 5, 31);
		collected("MarkSweepCompact", 0, 20);
		assertThat(this.source.count(Quality.YOUNG)).isEqualTo(2);
		assertThat(this.source.count(Quality.OLD)).isZero();
		assertThat(this.source.count(Quality.FULL)).isEqualTo(1);
	}

	@Test
	void anEmptyHeapIsNoReading() {
		collected("Copy", 0, 0);
		assertThat(this.source.latest()).isEqualTo(LiveHeap.NONE);
		assertThat(this.source.count(Quality.NONE)).isEqualTo(1);
	}

	@Test
	void keepsTheLatestReadingsWhenNobodyDrains() {
		for (int i = 1; i <= 5000; i++) {
			collected("Copy", 0, i);
		}
		List<LiveHeap> drained = this.source.drain();
		assertThat(drained).hasSize(1024);
		assertThat(drained.get(1023).used()).isEqualTo(Reading.of(5000));
	}

	@Test
	void listensFromStartToCloseHoweverOftenTheyAreCalled() {
		this.source.close();
		this.source.start();
		this.source.start();
		assertThat(this.copy.listeners).isEqualTo(1);
		assertThat(this.full.listeners).isEqualTo(1);
		this.source.close();
		this.source.close();
		assertThat(this.copy.listeners).isZero();
		assertThat(this.full.listeners).isZero();
	}

	@Test
	void neverThrowsAtTheJvm() {
		this.source.start();
		Notification rubbish = new Notification(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION,
				"test", 1);
		rubbish.setUserData("rubbish");
		this.copy.sendNotification(rubbish);
		this.copy.sendNotification(new Notification("something else", "test", 2));
		assertThat(this.source.latest()).isEqualTo(LiveHeap.NONE);
		assertThat(this.source.drain()).isEmpty();
		this.source.close();
	}

	@Test
	void saysThatEpsilonNeverCollects() {
		LiveHeapSource epsilon = new LiveHeapSource(List.of(new FakeBeans.Collector("Epsilon Heap")), POOLS,
				InstantSource.system());
		assertThat(epsilon.latest().used().reason()).isEqualTo("the Epsilon collector never collects");
		assertThat(epsilon.latest().quality()).isEqualTo(Quality.NONE);
	}

	private void collected(String beanName, long eden, long tenured) {
		this.source
			.add(new GarbageCollection(beanName, "end of GC", "Allocation Failure", Map.of(), Map.of("Eden Space",
					FakeBeans.usage(eden), "Tenured Gen", FakeBeans.usage(tenured), "Metaspace", FakeBeans.usage(7))));
	}

}

package io.memprof.snapshot;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.memprof.snapshot.LiveHeap.Quality;
import io.memprof.unit.Reading;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the garbage collectors and keeps the heap occupancy after each collection.
 * It never causes a collection.
 * <p>
 * Occupancy is the sum of {@code memoryUsageAfterGc} over the heap pools. What the
 * collectors send, observed on JDK 17 and 25:
 * <ul>
 * <li>Serial, Parallel: exact after a full collection, whatever its cause, class
 * histogram and {@code System.gc()} included. A young collection of Serial that finds no
 * room reports the heap unchanged, Eden full, right before the full one.</li>
 * <li>G1: exact after a full collection. Young and mixed share a name, see
 * {@link CollectionQuality}. {@code G1 Concurrent GC} (JDK 20 and later) reports the heap
 * amid garbage: no reading.</li>
 * <li>ZGC, Shenandoah: a {@code Cycles} bean reports sane figures once per cycle; a
 * {@code Pauses} bean reports zeros, several times per cycle (<a href=
 * "https://github.com/micrometer-metrics/micrometer/issues/2872">micrometer#2872</a>,
 * <a href=
 * "https://github.com/micrometer-metrics/micrometer/issues/5311">micrometer#5311</a>): no
 * reading. Occupancy after a cycle includes what was allocated while it ran and the
 * unused rest of regions: in a nearly full heap twice the live set and more, even higher
 * than before the cycle. Only the lowest of several readings is near the truth. A cycle
 * is never {@link Quality#FULL}, not even after {@code System.gc()}.</li>
 * <li>Generational ZGC: a major cycle contains minor ones and ends after them.</li>
 * <li>Generational Shenandoah: young, old and global cycles share a name; old is where
 * the old generation shrank.</li>
 * <li>Epsilon: sends nothing.</li>
 * <li>Unknown names: at best {@link Quality#OLD}, and only by their action.</li>
 * </ul>
 * Times are those of the notification, typically within milliseconds of the end of the
 * collection.
 * <p>
 * Safe for use by several threads. Notifications arrive on a thread of the JVM, so little
 * is done there and nothing is thrown.
 */
public final class LiveHeapSource implements AutoCloseable {

	/** At one collection each 5 ms, more than a tick of five seconds sees. */
	private static final int MAX_READINGS = 1024;

	private static final Logger logger = LoggerFactory.getLogger(LiveHeapSource.class);

	private final List<GarbageCollectorMXBean> beans;

	private final Set<String> heapPools;

	private final InstantSource clock;

	private final GarbageCollector collector;

	private final CollectionQuality quality;

	private final NotificationListener listener = this::onNotification;

	private final Deque<LiveHeap> readings = new ArrayDeque<>();

	private final long[] counts = new long[Quality.values().length];

	private LiveHeap latest;

	private boolean started;

	private @Nullable Throwable failure;

	private boolean failureLogged;

	/**
	 * A source over other beans than this JVM's; observes nothing before
	 * {@link #start()}.
	 * @param beans collectors; those that emit no notifications are never heard
	 * @param pools whose names tell which usage is heap
	 * @param clock gives the time of a reading
	 */
	public LiveHeapSource(List<GarbageCollectorMXBean> beans, List<MemoryPoolMXBean> pools, InstantSource clock) {
		this.beans = List.copyOf(beans);
		this.heapPools = pools.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.map(MemoryPoolMXBean::getName)
			.collect(Collectors.toUnmodifiableSet());
		this.clock = clock;
		Collection<String> names = beans.stream().map(GarbageCollectorMXBean::getName).toList();
		this.collector = GarbageCollector.of(names);
		this.quality = new CollectionQuality(this.collector, names);
		this.latest = (this.collector != GarbageCollector.EPSILON) ? LiveHeap.NONE : new LiveHeap(
				Reading.unavailable("the Epsilon collector never collects"), Quality.NONE, LiveHeap.NONE.at());
	}

	/**
	 * The collectors of this JVM.
	 * @param clock gives the time of a reading
	 */
	public static LiveHeapSource ofThisJvm(InstantSource clock) {
		return new LiveHeapSource(ManagementFactory.getGarbageCollectorMXBeans(),
				ManagementFactory.getMemoryPoolMXBeans(), clock);
	}

	/**
	 * Begins to listen; again is without effect.
	 */
	public synchronized void start() {
		if (!this.started) {
			this.started = true;
			for (GarbageCollectorMXBean bean : this.beans) {
				if (bean instanceof NotificationEmitter emitter) {
					emitter.addNotificationListener(this.listener, null, null);
				}
			}
		}
	}

	/**
	 * Ends listening; what was read stays. Again is without effect.
	 */
	@Override
	public synchronized void close() {
		if (this.started) {
			this.started = false;
			for (GarbageCollectorMXBean bean : this.beans) {
				if (bean instanceof NotificationEmitter emitter) {
					remove(emitter);
				}
			}
		}
	}

	private void remove(NotificationEmitter emitter) {
		try {
			emitter.removeNotificationListener(this.listener);
		}
		catch (ListenerNotFoundException ex) {
			// gone already, which is what we want
		}
	}

	/**
	 * The collector of this JVM, known before {@link #start()}.
	 */
	public GarbageCollector collector() {
		return this.collector;
	}

	/**
	 * Occupancy after the latest collection, {@link Quality#NONE} before the first one
	 * since {@link #start()}.
	 */
	public synchronized LiveHeap latest() {
		return this.latest;
	}

	/**
	 * The readings since the last drain, in order; of more than 1024 the latest. Logs a
	 * failure to read notifications, once.
	 */
	public synchronized List<LiveHeap> drain() {
		logFailureOnce();
		List<LiveHeap> drained = List.copyOf(this.readings);
		this.readings.clear();
		return drained;
	}

	/**
	 * Collections of that quality observed since the first {@link #start()}; for
	 * {@link Quality#NONE} the notifications that held no reading.
	 */
	public synchronized long count(Quality quality) {
		return this.counts[quality.ordinal()];
	}

	private void onNotification(Notification notification, Object handback) {
		try {
			if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
				add(GarbageCollection.from((CompositeData) notification.getUserData()));
			}
		}
		catch (Throwable ex) {
			// an error, such as running out of memory, would end the JVM's thread
			remember(ex);
		}
	}

	synchronized void add(GarbageCollection collection) {
		Quality collectionQuality = this.quality.of(collection);
		long used = 0;
		for (String pool : this.heapPools) {
			MemoryUsage usage = collection.after().get(pool);
			used += (usage != null) ? usage.getUsed() : 0;
		}
		// an empty heap does not exist: a collector that we do not know sends pauses
		if (collectionQuality == Quality.NONE || used == 0) {
			this.counts[Quality.NONE.ordinal()]++;
			return;
		}
		this.counts[collectionQuality.ordinal()]++;
		this.latest = new LiveHeap(Reading.of(used), collectionQuality, this.clock.instant());
		if (this.readings.size() == MAX_READINGS) {
			this.readings.removeFirst();
		}
		this.readings.addLast(this.latest);
	}

	/** Logs nothing here: that is work, and the heap may be full. */
	private synchronized void remember(Throwable ex) {
		this.failure = (this.failure != null) ? this.failure : ex;
	}

	private void logFailureOnce() {
		if (this.failure != null && !this.failureLogged) {
			this.failureLogged = true;
			logger.warn("A notification of the {} collector could not be read; the live heap may be incomplete",
					this.collector, this.failure);
		}
	}

}

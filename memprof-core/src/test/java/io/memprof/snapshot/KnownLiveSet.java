package io.memprof.snapshot;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.memprof.snapshot.LiveHeap.Quality;

/**
 * A program that keeps {@value #LIVE_MIB} MiB reachable, makes garbage of two ages until
 * collections were seen, asks for one more, and prints what {@link LiveHeapSource} saw.
 */
final class KnownLiveSet {

	static final int LIVE_MIB = 40;

	private static final byte[][] live = new byte[LIVE_MIB * 64][];

	private static final byte[][] middleAged = new byte[2000][];

	private KnownLiveSet() {
	}

	public static void main(String[] args) throws InterruptedException {
		for (int i = 0; i < live.length; i++) {
			live[i] = new byte[16 << 10];
		}
		try (LiveHeapSource source = LiveHeapSource.ofThisJvm(InstantSource.system())) {
			source.start();
			boolean mixes = source.collector() == GarbageCollector.G1;
			List<LiveHeap> churned = churn(source, mixes ? Quality.OLD : Quality.YOUNG);
			Arrays.fill(middleAged, null);
			LiveHeap last = collect(source);
			System.out.println("collector=" + source.collector());
			System.out.println("floor=" + churned.stream().mapToLong((heap) -> heap.used().bytes()).min().orElse(0));
			for (Quality quality : Quality.values()) {
				System.out.println(quality + "=" + source.count(quality));
			}
			System.out.println("quality=" + last.quality());
			System.out.println("live=" + last.used().bytes());
		}
	}

	/** Until there were enough collections, that quality among them. */
	private static List<LiveHeap> churn(LiveHeapSource source, Quality wanted) {
		List<LiveHeap> seen = new ArrayList<>();
		Random random = new Random(1);
		long deadline = System.nanoTime() + 15_000_000_000L;
		while (System.nanoTime() < deadline) {
			for (int i = 0; i < 1000; i++) {
				byte[] garbage = new byte[8 << 10];
				if (i % 4 == 0) {
					middleAged[random.nextInt(middleAged.length)] = garbage;
				}
			}
			seen.addAll(source.drain());
			boolean enough = seen.size() >= 10
					&& seen.stream().anyMatch((heap) -> heap.quality().compareTo(wanted) >= 0);
			if (enough) {
				break;
			}
		}
		return seen;
	}

	/**
	 * Asks three times: notifications of earlier collections may still be on their way,
	 * and a concurrent cycle keeps what died while it ran.
	 */
	private static LiveHeap collect(LiveHeapSource source) throws InterruptedException {
		LiveHeap last = LiveHeap.NONE;
		for (int request = 0; request < 3; request++) {
			System.gc();
			last = awaitOld(source);
		}
		return last;
	}

	private static LiveHeap awaitOld(LiveHeapSource source) throws InterruptedException {
		LiveHeap latest = LiveHeap.NONE;
		for (int i = 0; i < 100 && latest.quality().compareTo(Quality.OLD) < 0; i++) {
			Thread.sleep(50);
			List<LiveHeap> drained = source.drain();
			latest = drained.isEmpty() ? latest : drained.get(drained.size() - 1);
		}
		return latest;
	}

}

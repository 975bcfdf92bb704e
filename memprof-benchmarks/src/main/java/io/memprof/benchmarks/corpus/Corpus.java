package io.memprof.benchmarks.corpus;

import java.util.List;
import java.util.stream.Stream;

import io.memprof.benchmarks.corpus.healthy.BacklogOfRushHours;
import io.memprof.benchmarks.corpus.healthy.BatchEveryTwentySeconds;
import io.memprof.benchmarks.corpus.healthy.CacheStillFilling;
import io.memprof.benchmarks.corpus.healthy.ClassesInTheFirstThird;
import io.memprof.benchmarks.corpus.healthy.DirectBuffersReused;
import io.memprof.benchmarks.corpus.healthy.ExpiringTokens;
import io.memprof.benchmarks.corpus.healthy.FullBoundedQueue;
import io.memprof.benchmarks.corpus.healthy.LargeAndShortLived;
import io.memprof.benchmarks.corpus.healthy.LeastRecentlyUsed;
import io.memprof.benchmarks.corpus.healthy.MuchGarbage;
import io.memprof.benchmarks.corpus.healthy.PooledEncoders;
import io.memprof.benchmarks.corpus.healthy.ReferenceDataAtStart;
import io.memprof.benchmarks.corpus.healthy.RingOfEvents;
import io.memprof.benchmarks.corpus.healthy.SessionsThatExpire;
import io.memprof.benchmarks.corpus.healthy.SlidingWindow;
import io.memprof.benchmarks.corpus.healthy.SoftImages;
import io.memprof.benchmarks.corpus.healthy.StepAtAThird;
import io.memprof.benchmarks.corpus.healthy.SubscribersComeAndGo;
import io.memprof.benchmarks.corpus.healthy.ThreadsForRushHours;
import io.memprof.benchmarks.corpus.healthy.TidesOfLoad;
import io.memprof.benchmarks.corpus.healthy.TwoGenerations;
import io.memprof.benchmarks.corpus.healthy.WeakMapOfChannels;
import io.memprof.benchmarks.corpus.leaking.BurstsKept;
import io.memprof.benchmarks.corpus.leaking.CacheableByFilter;
import io.memprof.benchmarks.corpus.leaking.CaffeineWithoutMaximum;
import io.memprof.benchmarks.corpus.leaking.CancelledTimeouts;
import io.memprof.benchmarks.corpus.leaking.DirectBufferPerTransfer;
import io.memprof.benchmarks.corpus.leaking.ExecutorPerJob;
import io.memprof.benchmarks.corpus.leaking.InternedNames;
import io.memprof.benchmarks.corpus.leaking.KeysWithoutEquals;
import io.memprof.benchmarks.corpus.leaking.LargePages;
import io.memprof.benchmarks.corpus.leaking.ListenersOfTheContext;
import io.memprof.benchmarks.corpus.leaking.MailQueue;
import io.memprof.benchmarks.corpus.leaking.OpenCompressors;
import io.memprof.benchmarks.corpus.leaking.PinnedBatches;
import io.memprof.benchmarks.corpus.leaking.PluginReload;
import io.memprof.benchmarks.corpus.leaking.PropertyListeners;
import io.memprof.benchmarks.corpus.leaking.ReplyByCorrelationId;
import io.memprof.benchmarks.corpus.leaking.SessionsForEver;
import io.memprof.benchmarks.corpus.leaking.SlowDrip;
import io.memprof.benchmarks.corpus.leaking.StagesOfAnOpenFuture;
import io.memprof.benchmarks.corpus.leaking.SummaryPerPath;
import io.memprof.benchmarks.corpus.leaking.ThreadLocalTrail;
import io.memprof.benchmarks.corpus.leaking.TinyNumbers;
import io.memprof.benchmarks.corpus.leaking.WeakMapOfItself;

/**
 * The programs.
 */
final class Corpus {

	static final List<Class<? extends Program>> LEAKING = List.of(BurstsKept.class, CacheableByFilter.class,
			CaffeineWithoutMaximum.class, CancelledTimeouts.class, DirectBufferPerTransfer.class, ExecutorPerJob.class,
			InternedNames.class, KeysWithoutEquals.class, LargePages.class, ListenersOfTheContext.class,
			MailQueue.class, OpenCompressors.class, PinnedBatches.class, PluginReload.class, PropertyListeners.class,
			ReplyByCorrelationId.class, SessionsForEver.class, SlowDrip.class, StagesOfAnOpenFuture.class,
			SummaryPerPath.class, ThreadLocalTrail.class, TinyNumbers.class, WeakMapOfItself.class);

	static final List<Class<? extends Program>> HEALTHY = List.of(BacklogOfRushHours.class,
			BatchEveryTwentySeconds.class, CacheStillFilling.class, ClassesInTheFirstThird.class,
			DirectBuffersReused.class, ExpiringTokens.class, FullBoundedQueue.class, LargeAndShortLived.class,
			LeastRecentlyUsed.class, MuchGarbage.class, PooledEncoders.class, ReferenceDataAtStart.class,
			RingOfEvents.class, SessionsThatExpire.class, SlidingWindow.class, SoftImages.class, StepAtAThird.class,
			SubscribersComeAndGo.class, ThreadsForRushHours.class, TidesOfLoad.class, TwoGenerations.class,
			WeakMapOfChannels.class);

	private Corpus() {
	}

	/**
	 * Those of that name, in the order of the corpus; all when no name is given.
	 */
	static List<Class<? extends Program>> named(List<String> names) {
		List<Class<? extends Program>> all = Stream.concat(LEAKING.stream(), HEALTHY.stream()).toList();
		for (String name : names) {
			if (all.stream().noneMatch((program) -> program.getSimpleName().equals(name))) {
				throw new IllegalArgumentException("no program " + name + ": "
						+ String.join(", ", all.stream().map(Class::getSimpleName).toList()));
			}
		}
		return all.stream().filter((program) -> names.isEmpty() || names.contains(program.getSimpleName())).toList();
	}

}

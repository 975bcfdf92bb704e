package io.memprof.leak;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.memprof.leak.Chain.chain;
import static org.assertj.core.api.Assertions.assertThat;

class BoundedHoldersTests {

	@ParameterizedTest
	@MethodSource
	void aCaffeineCacheWithAMaximumOrAnExpiryIsBounded(Caffeine<Object, Object> builder) {
		assertThat(boundOf(implementationOf(builder))).contains("Caffeine");
	}

	static List<Caffeine<?, ?>> aCaffeineCacheWithAMaximumOrAnExpiryIsBounded() {
		Duration hour = Duration.ofHours(1);
		return List.of(Caffeine.newBuilder().maximumSize(10), Caffeine.newBuilder().maximumSize(10).recordStats(),
				Caffeine.newBuilder().maximumWeight(10).weigher((key, value) -> 1),
				Caffeine.newBuilder().maximumSize(10).removalListener((key, value, cause) -> {
				}).recordStats(), Caffeine.newBuilder().maximumSize(10).weakKeys(),
				Caffeine.newBuilder().maximumSize(10).softValues(), Caffeine.newBuilder().expireAfterWrite(hour),
				Caffeine.newBuilder().expireAfterAccess(hour),
				Caffeine.newBuilder().expireAfterAccess(hour).expireAfterWrite(hour).recordStats(),
				Caffeine.newBuilder().expireAfter(Expiry.writing((key, value) -> hour)));
	}

	@Test
	void aCaffeineCacheThatExpiresAndRefreshesIsBounded() {
		Caffeine<Object, Object> builder = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofHours(2))
			.refreshAfterWrite(Duration.ofHours(1));
		assertThat(boundOf(builder.build((key) -> key).asMap().getClass().getName())).contains("Caffeine");
	}

	@Test
	void aCaffeineCacheThatOnlyCountsIsNotBounded() {
		assertThat(boundOf(implementationOf(Caffeine.newBuilder().recordStats()))).isNull();
	}

	@Test
	void aCaffeineCacheWithoutMaximumAndExpiryIsNotBounded() {
		assertThat(boundOf(implementationOf(Caffeine.newBuilder()))).isNull();
	}

	@Test
	void aCaffeineCacheThatOnlyRefreshesIsNotBounded() {
		Caffeine<Object, Object> builder = Caffeine.newBuilder().refreshAfterWrite(Duration.ofHours(1));
		assertThat(boundOf(builder.build((key) -> key).asMap().getClass().getName())).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "StrongAccessEntry", "StrongWriteEntry", "StrongAccessWriteEntry", "WeakAccessEntry" })
	void aGuavaCacheThatOrdersItsEntriesIsBounded(String entry) {
		assertThat(boundOf("com.google.common.cache.LocalCache$" + entry)).contains("Guava");
	}

	@ParameterizedTest
	@ValueSource(strings = { "StrongEntry", "WeakEntry" })
	void aGuavaCacheThatDoesNotIsNotBounded(String entry) {
		assertThat(boundOf("com.google.common.cache.LocalCache$" + entry)).isNull();
	}

	@ParameterizedTest
	@ValueSource(classes = { ArrayBlockingQueue.class, SoftReference.class, WeakReference.class, EvictingMap.class,
			InheritingMap.class })
	void whatIsBoundedByDesignIsKnown(Class<?> type) {
		assertThat(boundOf(type.getName())).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(classes = { HashMap.class, LinkedHashMap.class, ConcurrentHashMap.class, LinkedBlockingQueue.class,
			GrowingMap.class })
	void whatHasNoBoundIsNotBounded(Class<?> type) {
		assertThat(boundOf(type.getName())).isNull();
	}

	@Test
	void aClassThatCannotBeLoadedIsNotBounded() {
		assertThat(boundOf("com.shop.Gone")).isNull();
	}

	@Test
	void aStaticFieldOfAnEvictingMapIsNotInIt() {
		ReferenceChain chain = chain().staticField(EvictingMap.class.getName(), "ALL")
			.field("java.util.HashMap", "table")
			.to("java.lang.Object");
		assertThat(BoundedHolders.boundOf(chain.links(), 1, Survivors.NAMING)).isNull();
	}

	@Test
	void aListInACacheIsNotBoundedByTheCache() {
		ReferenceChain chain = chain().field("com.shop.Tenants", "caches")
			.field(implementationOf(Caffeine.newBuilder().maximumSize(10)), "data")
			.field("java.util.concurrent.ConcurrentHashMap", "table")
			.array("java.util.concurrent.ConcurrentHashMap$Node[]", 3)
			.field("java.util.concurrent.ConcurrentHashMap$Node", "val")
			.field("com.shop.Tenant", "events")
			.field("java.util.ArrayList", "elementData")
			.array("java.lang.Object[]", 7)
			.to("com.shop.Event");
		assertThat(BoundedHolders.boundOf(chain.links(), 7, Survivors.NAMING)).isNull();
		assertThat(BoundedHolders.boundOf(chain.links(), 3, Survivors.NAMING)).contains("Caffeine");
	}

	@Test
	void anArrayInAFinalFieldIsBounded() {
		assertThat(ringOf("slots")).contains("fixed length");
	}

	@Test
	void anArrayThatCanBeReplacedIsNotBounded() {
		assertThat(ringOf("growing")).isNull();
	}

	@Test
	void mapsInAnArrayOfFixedLengthAreNotBounded() {
		ReferenceChain chain = chain().field(Ring.class.getName(), "slots")
			.array("java.lang.Object[]", 3)
			.field("java.util.HashMap", "table")
			.entry(1)
			.to("com.shop.Order");
		assertThat(BoundedHolders.boundOf(chain.links(), 1, Survivors.NAMING)).isNull();
	}

	@Test
	void aLibrarysClassIsBoundedWhenItsNameSaysSo() {
		assertThat(boundOf("org.hibernate.internal.util.collections.BoundedConcurrentHashMap")).isNotNull();
		assertThat(boundOf("reactor.core.publisher.SinkManyReplayProcessor$SizeBoundReplayBuffer")).isNotNull();
		assertThat(boundOf("reactor.core.publisher.FluxReplay$UnboundedReplayBuffer")).isNull();
	}

	@Test
	void anApplicationsClassIsNotBoundedByItsName() {
		assertThat(boundOf("com.shop.BoundedOrders")).isNull();
	}

	private static @Nullable String ringOf(String field) {
		ReferenceChain chain = chain().field(Ring.class.getName(), field)
			.array("java.lang.Object[]", 3)
			.to("com.shop.Order");
		return BoundedHolders.boundOf(chain.links(), 1, Survivors.NAMING);
	}

	private static @Nullable String boundOf(String className) {
		ReferenceChain chain = chain().field("com.shop.OrderService", "orders")
			.field(className, "table")
			.to("java.lang.Object[]");
		return BoundedHolders.boundOf(chain.links(), 1, Survivors.NAMING);
	}

	private static String implementationOf(Caffeine<Object, Object> builder) {
		return builder.build().asMap().getClass().getName();
	}

	/** An LRU map as the JDK's documentation writes it. */
	private static class EvictingMap extends LinkedHashMap<String, String> {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
			return size() > 10;
		}

	}

	/** Inherits its bound. */
	private static final class InheritingMap extends EvictingMap {

	}

	/** Only has a name of its own. */
	private static final class GrowingMap extends LinkedHashMap<String, String> {

	}

	/** Keeps the last few in an array. */
	@SuppressWarnings("unused")
	private static final class Ring {

		private final Object[] slots = new Object[10];

		private Object[] growing = new Object[10];

	}

}

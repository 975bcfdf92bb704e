package io.memprof.leak;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

import io.memprof.shop.Warehouse;
import io.memprof.shop.Warehouse.Parcel;
import io.memprof.shop.Warehouse.Shelf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class HolderSearchTests {

	private static final String PARCEL = Parcel.class.getName();

	private static final String SHELF = Shelf.class.getName();

	@Test
	void aMapInABeanIsNamedWithItsFieldAndBean() throws Exception {
		HeldContainer found = holderOfParcels(new Shelf(Warehouse.parcels(1_000)));
		assertThat(found.size()).isEqualTo(1_000);
		assertThat(found.point().elementClass()).isEqualTo(PARCEL);
		Holder holder = found.point().holder(BeanNames.NONE);
		assertThat(holder.container()).isEqualTo("java.util.HashMap in " + SHELF + ".content");
		assertThat(holder.bean()).isEqualTo("shelf");
		assertThat(holder.chain()).containsExactly("found from bean shelf", SHELF + ".content",
				"java.util.HashMap[value]", PARCEL);
	}

	@Test
	void listsInAMapOfManyAreHeldByTheMap() throws Exception {
		Map<Integer, List<Parcel>> byCustomer = new HashMap<>();
		for (int i = 0; i < 500; i++) {
			byCustomer.put(i, new ArrayList<>(List.of(Parcel.number(i))));
		}
		HeldContainer found = holderOfParcels(new Shelf(byCustomer));
		assertThat(found.size()).isEqualTo(500);
		assertThat(found.point().elementClass()).isEqualTo(PARCEL);
	}

	@Test
	void aStaticFieldOfAClassOnAStackIsSearched() throws Exception {
		for (int i = 0; i < 100; i++) {
			Warehouse.Archive.keep(Parcel.number(i));
		}
		try {
			Holders holders = search(new Shelf("nothing"), Warehouse.Archive.class.getName());
			HeldContainer found = holders.holderOf(PARCEL::equals);
			assertThat(found).isNotNull();
			assertThat(found.point().holder(BeanNames.NONE).container())
				.isEqualTo("java.util.ArrayList in static " + Warehouse.Archive.class.getName() + ".boxes");
		}
		finally {
			Warehouse.Archive.clear();
		}
	}

	@Test
	void aBeanBehindAProxyIsFound() throws Exception {
		Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Runnable.class },
				new Warehouse.Intermediary(new Shelf(Warehouse.parcels(100))));
		assertThat(holderOfParcels(proxy).size()).isEqualTo(100);
	}

	@Test
	void theQueueOfAnExecutorIsFound() throws Exception {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
		AtomicBoolean end = new AtomicBoolean();
		try {
			for (int i = 0; i < 200; i++) {
				executor.submit(() -> {
					while (!end.get()) {
						Thread.onSpinWait();
					}
				});
			}
			HeldContainer found = search(new Shelf(executor)).holderOf("java.util.concurrent.FutureTask"::equals);
			assertThat(found).isNotNull();
			assertThat(found.point().holder(BeanNames.NONE).chain())
				.contains("java.util.concurrent.ThreadPoolExecutor.workQueue");
			assertThat(found.opaque()).isTrue();
		}
		finally {
			end.set(true);
			executor.shutdownNow();
		}
	}

	@Test
	void elementsThatEachLeadToATaskOfTheirOwnAreOpaque() throws Exception {
		assertThat(holderOfOrders((i) -> new CompletableFuture<>()).opaque()).isTrue();
	}

	@Test
	void aConstantThatAllElementsShareMakesNoneOfThemOpaque() throws Exception {
		assertThat(holderOfOrders((i) -> List.of(TimeUnit.SECONDS, Collections.emptyList())).opaque()).isFalse();
	}

	@Test
	void latchesLeadNowhere() throws Exception {
		assertThat(holderOfOrders((i) -> new CountDownLatch(1)).opaque()).isFalse();
	}

	@Test
	void aTaskInFewOfTheElementsDoesNotMakeAllOpaque() throws Exception {
		assertThat(holderOfOrders((i) -> (i % 4 == 0) ? new CompletableFuture<>() : "none").opaque()).isFalse();
	}

	@Test
	void directBuffersInALinkedQueueAreCounted() throws Exception {
		ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();
		for (int i = 0; i < 300; i++) {
			free.add(ByteBuffer.allocateDirect(16));
		}
		HeldContainer found = search(new Shelf(free)).holderOf("java.nio.DirectByteBuffer"::equals);
		assertThat(found).isNotNull();
		assertThat(found.size()).isEqualTo(300);
	}

	@Test
	void theNearestContainerHolds() throws Exception {
		Map<Integer, Object> tenants = new HashMap<>();
		for (int i = 0; i < 5; i++) {
			tenants.put(i, new Shelf(Warehouse.parcels((i == 3) ? 5_000 : 10)));
		}
		HeldContainer found = holderOfParcels(new Shelf(tenants));
		assertThat(found.size()).isEqualTo(5_000);
	}

	@Test
	void anArrayOfAHandMadeMapCountsWhatIsUsed() throws Exception {
		Object[] table = new Object[4_096];
		for (int i = 0; i < table.length; i += 2) {
			table[i] = Parcel.number(i);
		}
		assertThat(holderOfParcels(new Shelf(table)).size()).isBetween(1_500, 2_500);
	}

	@Test
	void anLruMapIsBoundedByDesign() throws Exception {
		HeldContainer found = holderOfParcels(new Shelf(Warehouse.fill(new Warehouse.Recent(), 1_000)));
		assertThat(found.point().bound()).isEqualTo("a map that removes its eldest entry");
	}

	@Test
	void aWeakMapIsLeftAlone() throws Exception {
		Map<Integer, Parcel> weak = Warehouse.fill(new WeakHashMap<>(), 1_000);
		assertThat(search(new Shelf(weak)).containers()).isEmpty();
		assertThat(search(new Shelf(Collections.synchronizedMap(weak))).containers()).isEmpty();
	}

	@Test
	void aSynchronizedMapIsLookedInto() throws Exception {
		assertThat(holderOfParcels(new Shelf(Collections.synchronizedMap(Warehouse.parcels(100)))).size())
			.isEqualTo(100);
	}

	@Test
	void aCollectionThatOverridesIsNotAsked() throws Exception {
		assertThat(search(new Shelf(new Warehouse.LazyMap())).complete()).isTrue();
		assertThat(search(new Shelf(Collections.unmodifiableMap(new Warehouse.LazyMap()))).complete()).isTrue();
	}

	@Test
	void cyclesEnd() throws Exception {
		Shelf one = new Shelf("one");
		Shelf two = new Shelf(one);
		one.with(two);
		assertThat(search(one).complete()).isTrue();
	}

	@Test
	void aMillionElementsAreNotVisited() throws Exception {
		Holders holders = search(new Shelf(Warehouse.parcels(1_000_000)));
		assertThat(holders.visited()).isLessThan(100);
		assertThat(holders.containers()).singleElement().extracting(HeldContainer::size).isEqualTo(1_000_000);
	}

	@Test
	void aSearchOfManyObjectsEndsAtItsLimit() throws Exception {
		List<Object> shelves = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			List<Object> row = new ArrayList<>();
			for (int k = 0; k < 30; k++) {
				row.add(new Shelf(new Shelf("content")));
			}
			shelves.add(row);
		}
		HolderSearch search = new HolderSearch(beans(Map.of("shelf", new Shelf(shelves))), Survivors.NAMING,
				new HolderSearch.Limits(1_000, 40, Duration.ofSeconds(10)));
		Holders holders = search.search(List.of());
		assertThat(holders.complete()).isFalse();
		assertThat(holders.visited()).isLessThan(1_200);
	}

	@Test
	void whatIsChangedMeanwhileDoesNotDisturb() throws Exception {
		Map<Integer, Parcel> changing = new HashMap<>();
		AtomicBoolean end = new AtomicBoolean();
		Thread writer = new Thread(() -> {
			for (int i = 0; !end.get(); i++) {
				changing.put(i % 5_000, Parcel.number(i));
				changing.remove((i * 7) % 5_000);
			}
		});
		writer.start();
		try {
			Map<String, Object> beans = new LinkedHashMap<>();
			beans.put("changing", new Shelf(changing));
			beans.put("calm", new Shelf(new ConcurrentHashMap<>(Warehouse.parcels(20_000))));
			for (int i = 0; i < 50; i++) {
				HeldContainer found = new HolderSearch(beans(beans), Survivors.NAMING).search(List.of())
					.holderOf(PARCEL::equals);
				assertThat(found).isNotNull();
				assertThat(found.bean()).isEqualTo("calm");
			}
		}
		finally {
			end.set(true);
			writer.join();
		}
	}

	@Test
	@Timeout(30)
	void aLockThatIsHeldForLongEndsTheSearchAndNotTheProfiler() throws Exception {
		Map<Integer, Parcel> locked = Collections.synchronizedMap(Warehouse.parcels(100));
		HolderSearch search = new HolderSearch(beans(Map.of("shelf", new Shelf(locked))), Survivors.NAMING);
		synchronized (locked) {
			assertThat(search.search(List.of()).containers()).isEmpty();
			assertThat(search.search(List.of()).containers()).isEmpty();
		}
	}

	@Test
	void aContainerThatIsReplacedInItsFieldIsTheSamePlace() throws Exception {
		Shelf shelf = new Shelf("nothing");
		shelf.with(Warehouse.parcels(100));
		HeldContainer before = holderOfParcels(shelf);
		shelf.with(Warehouse.parcels(200));
		HeldContainer after = holderOfParcels(shelf);
		assertThat(after.isSamePlaceAs(before)).isTrue();
		assertThat(after.isSamePlaceAs(holderOfParcels(new Shelf(Warehouse.parcels(100))))).isFalse();
	}

	private static HeldContainer holderOfParcels(Object bean) throws InterruptedException {
		HeldContainer found = search(bean).holderOf(PARCEL::equals);
		assertThat(found).isNotNull();
		return found;
	}

	private static HeldContainer holderOfOrders(IntFunction<Object> work) throws InterruptedException {
		Map<Integer, Object> orders = new HashMap<>();
		for (int i = 0; i < 200; i++) {
			orders.put(i, new Warehouse.Order(Parcel.number(i), work.apply(i)));
		}
		return holderOfParcels(new Shelf(orders));
	}

	private static Holders search(Object bean, String... classes) throws InterruptedException {
		return new HolderSearch(beans(Map.of("shelf", bean)), Survivors.NAMING).search(List.of(classes));
	}

	private static BeanNames beans(Map<String, Object> beans) {
		return new BeanNames() {

			@Override
			public @Nullable String beanOf(String className) {
				return null;
			}

			@Override
			public void visitSingletons(BiConsumer<String, Object> visitor) {
				beans.forEach(visitor);
			}

		};
	}

}

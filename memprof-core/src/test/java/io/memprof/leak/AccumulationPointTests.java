package io.memprof.leak;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.memprof.leak.Chain.chain;
import static org.assertj.core.api.Assertions.assertThat;

class AccumulationPointTests {

	@Test
	void aMapAccumulatesInItsTable() {
		AccumulationPoint point = point(
				(i) -> Chain.mapOf("com.shop.OrderService", "orders").entry(i).to("com.shop.Order"));
		assertThat(point.elementClass()).isEqualTo("com.shop.Order");
		assertThat(container(point)).isEqualTo("java.util.HashMap in com.shop.OrderService.orders");
		assertThat(point.members()).isEqualTo(10);
	}

	@Test
	void aSetOverAMapIsNamedByItsOwner() {
		AccumulationPoint point = point((i) -> chain().field("com.shop.Dedup", "seen")
			.field("java.util.HashSet", "map")
			.field("java.util.HashMap", "table")
			.array("java.util.HashMap$Node[]", i)
			.field("java.util.HashMap$Node", "key")
			.to("com.shop.MessageId"));
		assertThat(point.elementClass()).isEqualTo("com.shop.MessageId");
		assertThat(container(point)).startsWith("java.util.Hash").endsWith("in com.shop.Dedup.seen");
	}

	@Test
	void aListAccumulatesInItsArray() {
		AccumulationPoint point = point((i) -> chain().field("com.shop.Audit", "lines")
			.field("java.util.ArrayList", "elementData")
			.array("java.lang.Object[]", i)
			.to("com.shop.Line"));
		assertThat(container(point)).isEqualTo("java.util.ArrayList in com.shop.Audit.lines");
		assertThat(point.elementClass()).isEqualTo("com.shop.Line");
	}

	@Test
	void aRunOfLinkedNodesFansOutLikeAnArray() {
		AccumulationPoint point = point((i) -> chain().field("com.shop.Mailer", "outbox")
			.field("java.util.concurrent.LinkedBlockingQueue", "head")
			.nodes(3 * i + 1, "java.util.concurrent.LinkedBlockingQueue$Node", "next")
			.field("java.util.concurrent.LinkedBlockingQueue$Node", "item")
			.to("com.shop.Mail"));
		assertThat(point.members()).isEqualTo(10);
		assertThat(point.elementClass()).isEqualTo("com.shop.Mail");
		assertThat(container(point)).isEqualTo("java.util.concurrent.LinkedBlockingQueue in com.shop.Mailer.outbox");
	}

	@Test
	void aSortedMapAccumulatesInItsTree() {
		AccumulationPoint point = point((i) -> {
			Chain entry = chain().field("com.shop.Index", "items").field("java.util.TreeMap", "root");
			for (int branch = i + 1; branch > 0; branch /= 2) {
				entry = entry.field("java.util.TreeMap$Entry", (branch % 2 == 0) ? "left" : "right");
			}
			return entry.field("java.util.TreeMap$Entry", "value").to("com.shop.Item");
		});
		assertThat(point.members()).isEqualTo(10);
		assertThat(container(point)).isEqualTo("java.util.TreeMap in com.shop.Index.items");
		assertThat(point.elementClass()).isEqualTo("com.shop.Item");
	}

	@Test
	void aBareArrayIsNamedByItsField() {
		AccumulationPoint point = point(
				(i) -> chain().staticField("com.shop.Ring", "slots").array("com.shop.Slot[]", i).to("com.shop.Slot"));
		assertThat(container(point)).isEqualTo("static com.shop.Ring.slots");
	}

	@Test
	void aListOfTheApplicationsOwnIsNamedByItsHead() {
		AccumulationPoint point = point((i) -> chain().field("com.shop.History", "last")
			.nodes(i + 1, "com.shop.Version", "previous")
			.to("com.shop.Version"));
		assertThat(container(point)).isEqualTo("com.shop.History.last");
		assertThat(point.elementClass()).isEqualTo("com.shop.Version");
	}

	@Test
	void whatLinkedObjectsHoldIsHeldByTheOwnerOfTheFirst() {
		AccumulationPoint point = point((i) -> chain().field("com.shop.History", "last")
			.nodes(i + 1, "com.shop.Version", "previous")
			.field("com.shop.Version", "order")
			.to("com.shop.Order"));
		assertThat(container(point)).isEqualTo("com.shop.History.last");
		assertThat(point.elementClass()).isEqualTo("com.shop.Version");
	}

	@Test
	void futuresThatWaitForOneAnotherAreOneContainer() {
		AccumulationPoint point = point((i) -> {
			Chain waiting = chain().field("com.shop.Checkout", "ready");
			for (int k = 0; k <= i; k++) {
				waiting = waiting.field("java.util.concurrent.CompletableFuture", "stack")
					.field("java.util.concurrent.CompletableFuture$UniAccept", "dep");
			}
			return waiting.field("java.util.concurrent.CompletableFuture", "stack")
				.field("java.util.concurrent.CompletableFuture$UniAccept", "fn")
				.field("com.shop.Checkout$$Lambda", "arg$1")
				.to("com.shop.Order");
		});
		assertThat(point.members()).isEqualTo(10);
		assertThat(container(point)).isEqualTo("com.shop.Checkout.ready");
		assertThat(point.elementClass()).isEqualTo("com.shop.Order");
	}

	@Test
	void aStaticFieldIsNamedAsSuch() {
		AccumulationPoint point = point((i) -> chain().root("Class Loader")
			.staticField("com.shop.Registry", "ALL")
			.field("java.util.ArrayList", "elementData")
			.array("java.lang.Object[]", i)
			.to("com.shop.Listener"));
		assertThat(container(point)).isEqualTo("java.util.ArrayList in static com.shop.Registry.ALL");
	}

	@Test
	void theThreadLocalsOfManyThreadsAreOneHolder() {
		AccumulationPoint point = point(
				(i) -> threadLocals("worker-" + i).field("java.lang.ThreadLocal$ThreadLocalMap$Entry", "value")
					.field("com.shop.RequestContext", "buffer")
					.to("byte[]"));
		assertThat(container(point)).contains("ThreadLocalMap").doesNotContain("worker-");
		assertThat(point.elementClass()).isEqualTo("com.shop.RequestContext");
	}

	@Test
	void aListInTheThreadLocalsOfTwoThreadsIsTheContainer() {
		AccumulationPoint point = point(
				(i) -> threadLocals("worker-" + i % 2).field("java.lang.ThreadLocal$ThreadLocalMap$Entry", "value")
					.field("java.util.ArrayList", "elementData")
					.array("java.lang.Object[]", i)
					.to("com.shop.Event"));
		assertThat(container(point)).startsWith("java.util.ArrayList in java.lang.ThreadLocal$ThreadLocalMap");
		assertThat(point.elementClass()).isEqualTo("com.shop.Event");
	}

	@Test
	void oneChainIsHeldByItsInnermostContainer() {
		AccumulationPoint point = point(1,
				(i) -> Chain.mapOf("com.shop.OrderService", "orders").entry(i).to("com.shop.Order"));
		assertThat(container(point)).isEqualTo("java.util.HashMap in com.shop.OrderService.orders");
		assertThat(point.elementClass()).isEqualTo("com.shop.Order");
	}

	@Test
	void noChainsHaveNoAccumulationPoint() {
		assertThat(AccumulationPoint.of(List.of(), Survivors.NAMING)).isNull();
	}

	@Test
	void theDomainClassIsNamedBeforeItsBytes() {
		AccumulationPoint point = point((i) -> Chain.mapOf("com.shop.OrderService", "orders")
			.entry(i)
			.field("com.shop.Order", "document")
			.to("byte[]"));
		assertThat(point.elementClass()).isEqualTo("com.shop.Order");
	}

	@Test
	void theDomainClassIsNamedBeforeTheNodesAndKeysBesideIt() {
		AccumulationPoint point = point((i) -> {
			Chain entry = Chain.mapOf("com.shop.OrderService", "orders").array("java.util.HashMap$Node[]", i);
			return switch (i % 3) {
				case 0 -> entry.to("java.util.HashMap$Node");
				case 1 -> entry.field("java.util.HashMap$Node", "key").field("java.lang.String", "value").to("byte[]");
				default -> entry.field("java.util.HashMap$Node", "value").to("com.shop.Order");
			};
		});
		assertThat(point.elementClass()).isEqualTo("com.shop.Order");
	}

	@Test
	void theDomainClassIsNamedBeforeTheListsItIsIn() {
		AccumulationPoint point = point((i) -> Chain.mapOf("com.shop.OrderService", "byCustomer")
			.entry(i)
			.field("java.util.ArrayList", "elementData")
			.array("java.lang.Object[]", 0)
			.to("com.shop.Order"));
		assertThat(point.elementClass()).isEqualTo("com.shop.Order");
		assertThat(container(point)).endsWith("com.shop.OrderService.byCustomer");
	}

	@Test
	void theDomainClassIsNamedBeforeTheJdkWrapperItIsIn() {
		AccumulationPoint point = point((i) -> Chain.mapOf("com.shop.OrderService", "latest")
			.entry(i)
			.field("java.util.concurrent.atomic.AtomicReference", "value")
			.to("com.shop.Order"));
		assertThat(point.elementClass()).isEqualTo("com.shop.Order");
	}

	@Test
	void theApplicationsClassIsNamedBeforeTheLibrarysAroundIt() {
		AccumulationPoint point = point((i) -> chain().field("org.pool.ObjectPool", "all")
			.field("java.util.HashMap", "table")
			.entry(i)
			.field("org.pool.PooledObject", "object")
			.field("com.shop.Connection", "buffer")
			.to("byte[]"));
		assertThat(point.elementClass()).isEqualTo("com.shop.Connection");
	}

	@Test
	void whatALambdaHoldsIsNamedBeforeTheLambda() {
		AccumulationPoint point = point((i) -> Chain.mapOf("com.shop.Outbox", "jobs")
			.entry(i)
			.field("com.shop.Outbox$$Lambda", "arg$1")
			.to("com.shop.Mail"));
		assertThat(point.elementClass()).isEqualTo("com.shop.Mail");
	}

	@Test
	void stringsAreNamedBeforeTheirBytes() {
		AccumulationPoint point = point((i) -> chain().field("com.shop.Audit", "lines")
			.field("java.util.ArrayList", "elementData")
			.array("java.lang.Object[]", i)
			.field("java.lang.String", "value")
			.to("byte[]"));
		assertThat(point.elementClass()).isEqualTo("java.lang.String");
	}

	@Test
	void bareBytesAreNamedAsWhatTheyAre() {
		AccumulationPoint point = point((i) -> chain().field("com.shop.Audit", "pages")
			.field("java.util.ArrayList", "elementData")
			.array("java.lang.Object[]", i)
			.to("byte[]"));
		assertThat(point.elementClass()).isEqualTo("byte[]");
	}

	@Test
	void theBeanIsTheNearestAboveTheContainer() {
		Chain orders = chain().field("com.shop.App", "service")
			.field("com.shop.OrderService", "audit")
			.field("com.shop.AuditLog", "entries")
			.field("java.util.HashMap", "table");
		Map<String, String> beans = Map.of("com.shop.App", "app", "com.shop.OrderService", "orderService");
		Holder holder = point((i) -> orders.entry(i).to("com.shop.Order")).holder(beans::get);
		assertThat(holder.bean()).isEqualTo("orderService");
		assertThat(holder.container()).isEqualTo("java.util.HashMap in com.shop.AuditLog.entries");
	}

	@Test
	void theSuspectReferenceIsTheFieldThatHoldsTheContainer() {
		assertThat(suspect((i) -> chain().field("com.shop.App", "service")
			.field("com.shop.OrderService", "orders")
			.field("java.util.HashMap", "table")
			.entry(i)
			.to("com.shop.Order"))).isEqualTo("com.shop.OrderService.orders");
		assertThat(suspect(
				(i) -> chain().staticField("com.shop.Ring", "slots").array("com.shop.Slot[]", i).to("com.shop.Slot")))
			.isEqualTo("static com.shop.Ring.slots");
	}

	@Test
	void theSuspectReferenceOfNestedContainersLeadsToTheOutermost() {
		assertThat(suspect((i) -> chain().field("com.shop.OrderService", "byCustomer")
			.field("java.util.Collections$SynchronizedMap", "m")
			.field("java.util.HashMap", "table")
			.entry(7)
			.field("java.util.ArrayList", "elementData")
			.array("java.lang.Object[]", i)
			.to("com.shop.Order"))).isEqualTo("com.shop.OrderService.byCustomer");
	}

	@Test
	void theSuspectReferenceOfLinkedObjectsLeadsToTheFirst() {
		assertThat(suspect((i) -> chain().field("com.shop.History", "last")
			.nodes(i + 1, "com.shop.Version", "previous")
			.to("com.shop.Version"))).isEqualTo("com.shop.History.last");
	}

	@Test
	void aContainerAtTheRootIsKeptByTheRoot() {
		assertThat(suspect((i) -> chain().root("Threads: Stack Variable")
			.field("java.util.ArrayList", "elementData")
			.array("java.lang.Object[]", i)
			.to("com.shop.Order"))).isEqualTo("GC root: Threads: Stack Variable");
	}

	@Test
	void theSuspectReferenceIsCountedWithoutThePartThroughMemprof() {
		assertThat(suspect((i) -> chain().field("io.memprof.autoconfigure.ContextBeanNames", "beans")
			.field("com.shop.OrderService", "orders")
			.field("java.util.HashMap", "table")
			.entry(i)
			.to("com.shop.Order"))).isEqualTo("com.shop.OrderService.orders");
	}

	@Test
	void anElementThatIsABeanOwnsNothing() {
		Map<String, String> beans = Map.of("com.shop.Order", "prototype");
		Holder holder = point((i) -> Chain.mapOf("com.shop.Registry", "orders").entry(i).to("com.shop.Order"))
			.holder(beans::get);
		assertThat(holder.bean()).isNull();
	}

	@Test
	void theChainReadsFromTheRootDown() {
		Holder holder = point((i) -> Chain.mapOf("com.shop.OrderService", "orders").entry(i).to("com.shop.Order"))
			.holder(BeanNames.NONE);
		assertThat(holder.chain()).startsWith("GC root: Threads", "com.shop.OrderService.orders",
				"java.util.HashMap.table");
		assertThat(holder.chain()).last().isEqualTo("com.shop.Order");
	}

	@Test
	void theKeyStaysTheSameWhenTheCollectorMovesTheObjects() {
		IntFunction<AccumulationPoint> walk = (number) -> point(
				(i) -> chain(number).field("com.shop.OrderService", "orders")
					.field("java.util.HashMap", "table")
					.entry(i + number)
					.to("com.shop.Order"));
		assertThat(walk.apply(1).key()).isEqualTo(walk.apply(2).key());
	}

	@Test
	void twoFieldsOfOneServiceHaveTwoKeys() {
		IntFunction<ReferenceChain> open = (
				i) -> Chain.mapOf("com.shop.OrderService", "open").entry(i).to("com.shop.Order");
		IntFunction<ReferenceChain> done = (
				i) -> Chain.mapOf("com.shop.OrderService", "done").entry(i).to("com.shop.Order");
		assertThat(point(open).key()).isNotEqualTo(point(done).key());
	}

	private static Chain threadLocals(String thread) {
		return chain().root("Threads")
			.thread("java.lang.Thread", thread, "threadLocals")
			.field("java.lang.ThreadLocal$ThreadLocalMap", "table")
			.array("java.lang.ThreadLocal$ThreadLocalMap$Entry[]", 7);
	}

	private static @Nullable String suspect(IntFunction<ReferenceChain> chains) {
		Holder holder = point(chains).holder(BeanNames.NONE);
		return (holder.suspect() != null) ? holder.chain().get(holder.suspect()) : null;
	}

	private static @Nullable String container(AccumulationPoint point) {
		return point.holder(BeanNames.NONE).container();
	}

	private static AccumulationPoint point(IntFunction<ReferenceChain> chains) {
		return point(10, chains);
	}

	private static AccumulationPoint point(int count, IntFunction<ReferenceChain> chains) {
		AccumulationPoint point = AccumulationPoint.of(IntStream.range(0, count).mapToObj(chains).toList(),
				Survivors.NAMING);
		assertThat(point).isNotNull();
		return point;
	}

}

package io.memprof.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComponentNamingTests {

	private final ComponentNaming naming = new ComponentNaming(Map.of("billing",
			List.of("com.shop.invoice", "com.shop.payment"), "cards", List.of("com.shop.payment.card")),
			List.of("com.shop", "com.acme.tools"));

	@Test
	void aConfiguredComponentComesBeforeTheBasePackageAroundIt() {
		assertThat(component("com.shop.invoice.Printer")).isEqualTo("billing");
	}

	@Test
	void theLongestPrefixWins() {
		assertThat(component("com.shop.payment.card.Reader")).isEqualTo("cards");
		assertThat(component("com.shop.payment.Cash")).isEqualTo("billing");
	}

	@Test
	void thePackagesOfTheApplicationAreSortedAndNamedOnce() {
		assertThat(this.naming.applicationPackages()).containsExactly("com.acme.tools", "com.shop", "com.shop.invoice",
				"com.shop.payment", "com.shop.payment.card");
		assertThat(new ComponentNaming(Map.of("shop", List.of("com.shop")), List.of("com.shop")).applicationPackages())
			.containsExactly("com.shop");
	}

	@Test
	void aPrefixEndsAtADot() {
		assertThat(component("com.shop.invoicing.Printer")).isEqualTo("invoicing");
	}

	@Test
	void belowABasePackageTheNextSegmentIsTheComponent() {
		assertThat(component("com.shop.order.rule.Discount")).isEqualTo("order");
	}

	@Test
	void aClassInTheBasePackageItselfBelongsToItsLastSegment() {
		assertThat(component("com.shop.Application")).isEqualTo("shop");
		assertThat(component("com.acme.tools.Tool$Part")).isEqualTo("tools");
	}

	@Test
	void aPrefixMayNameAClassAndThenItsNestedOnesToo() {
		ComponentNaming byClass = new ComponentNaming(Map.of("cache", List.of("com.shop.order.Cache")), List.of());
		assertThat(byClass.component(stack("com.shop.order.Cache.put"))).isEqualTo("cache");
		assertThat(byClass.component(stack("com.shop.order.Cache$Entry.<init>"))).isEqualTo("cache");
		assertThat(byClass.component(stack("com.shop.order.CacheKey.<init>"))).isEqualTo("com.shop");
	}

	@Test
	void theFirstApplicationFrameFromTheAllocationOutwardsDecides() {
		assertThat(this.naming.component(stack("java.util.HashMap.put", "org.hibernate.Session.load",
				"com.shop.stock.Shelf.fill", "com.shop.order.OrderController.create")))
			.isEqualTo("stock");
	}

	@Test
	void withoutTheApplicationItIsTheLibraryThatAllocates() {
		assertThat(this.naming.component(stack("java.util.HashMap.put", "org.hibernate.engine.Session.load",
				"org.apache.catalina.Valve.invoke", "java.lang.Thread.run")))
			.isEqualTo("org.hibernate");
	}

	@Test
	void aLibraryWithAShortPackageKeepsItsName() {
		assertThat(component("okio.Buffer")).isEqualTo("okio");
		assertThat(component("Unpackaged")).isEqualTo("Unpackaged");
	}

	@Test
	void withoutALibraryItIsTheJdk() {
		assertThat(
				this.naming.component(stack("java.util.HashMap.put", "jdk.internal.Loader.load", "sun.nio.Poll.run")))
			.isEqualTo("jdk");
		assertThat(this.naming.component(List.of())).isEqualTo("jdk");
	}

	@Test
	void theOperationIsTheOutermostApplicationFrame() {
		assertThat(this.naming.operation(stack("java.util.HashMap.put", "com.shop.stock.Shelf.fill",
				"com.shop.order.OrderController.create", "org.springframework.web.Dispatcher.dispatch")))
			.isEqualTo("OrderController.create");
	}

	@Test
	void theOperationOfAProxyIsThatOfItsClass() {
		assertThat(this.naming.operation(
				stack("com.shop.order.OrderService.create", "com.shop.order.OrderService$$SpringCGLIB$$0.create")))
			.isEqualTo("OrderService.create");
	}

	@Test
	void theOperationOfALambdaIsTheMethodAroundIt() {
		assertThat(this.naming.operation(stack("com.shop.order.Jobs.lambda$nightly$0", "java.lang.Thread.run")))
			.isEqualTo("Jobs.nightly");
	}

	@Test
	void withoutAnApplicationFrameThereIsNoOperation() {
		assertThat(this.naming.operation(stack("java.util.HashMap.put", "org.hibernate.Session.load")))
			.isEqualTo("none");
	}

	@Test
	void theSiteIsTheInnermostFrameThatPeopleCanChange() {
		assertThat(this.naming.site(stack("java.util.HashMap.put", "org.hibernate.Session.load",
				"com.shop.stock.Shelf.fill", "com.shop.order.OrderController.create")))
			.hasToString("com.shop.stock.Shelf.fill");
		assertThat(this.naming.site(stack("java.util.HashMap.put", "org.hibernate.Session.load")))
			.hasToString("org.hibernate.Session.load");
		assertThat(this.naming.site(stack("java.util.HashMap.put"))).hasToString("java.util.HashMap.put");
		assertThat(this.naming.site(List.of())).isNull();
	}

	@Test
	void aNumberedProxyInAPackageOfTheApplicationIsNotItsCode() {
		List<StackFrame> stack = stack("com.shop.order.$Proxy99.findAll", "com.shop.stock.Shelf.fill");
		assertThat(this.naming.site(stack)).hasToString("com.shop.stock.Shelf.fill");
		assertThat(this.naming.component(stack)).isEqualTo("stock");
	}

	@Test
	void arraysOfPrimitivesAreOfTheJdk() {
		assertThat(ComponentNaming.isJdk("byte[]")).isTrue();
		assertThat(ComponentNaming.isJdk("com.shop.Order[]")).isFalse();
	}

	@Test
	void ownThreadsAreKnownByTheirName() {
		assertThat(ComponentNaming.isOwnThread("memprof-sampler-1")).isTrue();
		assertThat(ComponentNaming.isOwnThread("http-nio-8080-exec-1")).isFalse();
		assertThat(ComponentNaming.isOwnThread(null)).isFalse();
	}

	private String component(String type) {
		return this.naming.component(stack(type + ".run"));
	}

	private static List<StackFrame> stack(String... frames) {
		List<StackFrame> stack = new ArrayList<>();
		for (String frame : frames) {
			int dot = frame.lastIndexOf('.');
			stack.add(StackFrame.of(frame.substring(0, dot), frame.substring(dot + 1)));
		}
		return stack;
	}

}

package io.memprof.leak;

import java.util.List;
import java.util.Set;

import io.memprof.allocation.StackFrame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AllocationSitesTests {

	private static final List<StackFrame> PLACE = Survivors.stack("com.shop.OrderService.place",
			"com.shop.OrderController.create");

	private static final List<StackFrame> RENDER = Survivors.stack("java.lang.String.concat", "com.shop.Page.render");

	private static final List<StackFrame> PUT = Survivors.stack("java.util.HashMap.put", "com.shop.Cache.put",
			"com.shop.PriceController.get");

	private final AllocationSites sites = new AllocationSites(Survivors.NAMING);

	@Test
	void theStackThatAllocatesTheClassIsTaken() {
		this.sites.saw("com.shop.Order", PLACE);
		saw(1_000, "byte[]", RENDER);
		assertThat(this.sites.filling("com.shop.Order", Set.of("byte[]"), Set.of(), 0)).isEqualTo(PLACE);
	}

	@Test
	void theStackThroughTheHolderIsTakenWhenTheClassWasNeverSampled() {
		this.sites.saw("java.util.HashMap$Node", PUT);
		saw(1_000, "byte[]", RENDER);
		assertThat(this.sites.filling("com.shop.Price", Set.of("byte[]"), Set.of("com.shop.Cache"), 0)).isEqualTo(PUT);
	}

	@Test
	void ofTwoThatFitTheOneSeenMoreOftenIsTaken() {
		saw(2, "com.shop.Order", PLACE);
		saw(9, "com.shop.Order", PUT);
		assertThat(this.sites.filling("com.shop.Order", Set.of(), Set.of(), 0)).isEqualTo(PUT);
	}

	@Test
	void thePathThatAllocatesAboutAsMuchAsIsKeptIsTaken() {
		saw(5, "com.shop.Order", PLACE);
		saw(95, "com.shop.Order", PUT);
		assertThat(this.sites.filling("com.shop.Order", Set.of(), Set.of(), 0.04)).isEqualTo(PLACE);
	}

	@Test
	void aCommonClassAloneNamesNoStack() {
		saw(1_000, "byte[]", RENDER);
		assertThat(this.sites.filling("com.shop.Order", Set.of("byte[]"), Set.of("com.shop.Cache"), 0)).isEmpty();
	}

	@Test
	void manyPathsAreForgottenAgain() {
		for (int i = 0; i < 5_000; i++) {
			this.sites.saw("com.shop.Order", Survivors.stack("com.shop.Generated" + i + ".run"));
		}
		assertThat(this.sites.size()).isEqualTo(AllocationSites.MAX_SITES);
	}

	@Test
	void aClassThatIsBeingInitializedIsNotSearched() {
		this.sites.saw("byte[]", Survivors.stack("com.shop.Main.<clinit>", "com.shop.Launcher.run"));
		assertThat(this.sites.applicationClasses()).containsExactly("com.shop.Launcher");
	}

	private void saw(int times, String className, List<StackFrame> stack) {
		for (int i = 0; i < times; i++) {
			this.sites.saw(className, stack);
		}
	}

}

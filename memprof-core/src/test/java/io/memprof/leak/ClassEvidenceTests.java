package io.memprof.leak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.memprof.allocation.FlightRecorderStream;
import io.memprof.allocation.StackFrame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClassEvidenceTests {

	private static final String LOADER = "com.shop.ModuleLoader";

	private static final List<StackFrame> DEPLOY = Survivors.stack("java.lang.ClassLoader.defineClass1",
			"com.shop.ModuleLoader.findClass", "com.shop.Modules.deploy", "com.shop.AdminController.deploy");

	private final ClassEvidence evidence = new ClassEvidence(Time.WINDOWS, Survivors.NAMING);

	@Test
	void metaspaceThatRisesByFirstUseIsNoLeakWhereJfrWatches() throws Exception {
		ClassEvidence watched = new ClassEvidence(Time.WINDOWS, Survivors.NAMING);
		try (FlightRecorderStream stream = FlightRecorderStream.open()) {
			watched.attachTo(stream);
			assertThat(watched.origin(at(20))).isNull();
		}
	}

	@Test
	void metaspaceThatRisesWithoutJfrIsOfUnknownOrigin() {
		assertThat(origin(20).holder().unavailable()).isEqualTo("JFR is not available");
	}

	@Test
	void loadersOfOneTypeAreNamedWithTheCodeThatMakesThem() {
		deploy(20);
		OffHeapOrigin origin = origin(20);
		assertThat(origin.className()).isEqualTo(LOADER);
		assertThat(origin.site()).hasToString("com.shop.Modules.deploy:42");
		assertThat(origin.stack()).isEqualTo(DEPLOY);
		assertThat(origin.corroborates()).isTrue();
	}

	@Test
	void generatedClassesAreNamedByTheLatest() {
		for (int i = 0; i < 100; i++) {
			define(at(i / 5), "com.shop.Script" + i, "com.shop.OnlyLoader", 1);
		}
		OffHeapOrigin origin = origin(20);
		assertThat(origin.className()).isEqualTo("com.shop.Script99");
		assertThat(origin.stableName()).isEqualTo("com.shop.Script#");
	}

	@Test
	void classesThatAreLoadedWhenFirstUsedAreNoSuspects() {
		for (int i = 0; i < 1000; i++) {
			String name = "com.shop." + (char) ('a' + i / 100) + (char) ('a' + i / 10 % 10) + (char) ('a' + i % 10);
			define(at(i / 50), name, "com.shop.OnlyLoader", 1);
		}
		assertThat(origin(20).corroborates()).isFalse();
	}

	@Test
	void whatWasDefinedAgainAndAgainAndIsNoMoreIsNoSuspect() {
		deploy(10);
		assertThat(origin(30).corroborates()).isFalse();
	}

	@Test
	void theWalkTellsWhoPinsTheLoaders() {
		deploy(20);
		origin(20);
		assertThat(this.evidence.wantsWalk()).isTrue();
		List<OldObject> objects = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			objects.add(object(pinned(i)));
		}
		this.evidence.walked(objects, BeanNames.NONE);
		assertThat(this.evidence.wantsWalk()).isFalse();
		assertThat(origin(20).holder().container())
			.isEqualTo("java.util.ArrayList in static com.shop.Registry.drivers");
	}

	@Test
	void aWalkThatFindsNothingSaysSo() {
		deploy(20);
		origin(20);
		this.evidence.walked(List.of(), BeanNames.NONE);
		assertThat(origin(20).holder().unavailable()).contains("0 sampled objects");
	}

	@Test
	void aDriverIsLikelyToBeKeptByItsRegistration() {
		for (int module = 0; module < 20; module++) {
			define(at(module), "org.driver.Driver", LOADER, module);
		}
		Holder holder = origin(20).holder();
		assertThat(holder.container()).isEqualTo("java.sql.DriverManager.registeredDrivers");
		assertThat(holder.chain()).first().asString().startsWith("likely");
	}

	@Test
	void whatTheLoadersHoldIsTheSameLeak() {
		deploy(20);
		origin(20);
		HeapSuspect suspect = new HeapSuspect(List.of(),
				new SurvivorGroup.Ages(Time.WARM_UP, Time.WARM_UP, new int[] { 1, 1, 1, 1 }),
				new AccumulationPoint(pinned(1), 2, false, 1, "byte[]", null), "");
		assertThat(this.evidence.explains(suspect)).isTrue();
	}

	@Test
	void theClassesThatALoaderHasLoadedAreNoMatterOfTheHeap() {
		ReferenceChain chain = new ReferenceChain("Threads: Thread",
				List.of(new ReferenceChain.Link("org.web.LaunchedClassLoader", false, "classes", 1, ""),
						new ReferenceChain.Link("java.util.ArrayList", false, "elementData", 2, ""),
						new ReferenceChain.Link("java.lang.Object[]", false, "[7]", 3, ""),
						new ReferenceChain.Link("com.shop.Order", true, "", 4, "")));
		SurvivorGroup.Ages ages = new SurvivorGroup.Ages(Time.WARM_UP, Time.WARM_UP, new int[] { 1, 1, 1, 1 });
		AccumulationPoint loaded = new AccumulationPoint(chain, 2, false, 9, "com.shop.Order", null);
		assertThat(ClassEvidence.concerns(new HeapSuspect(List.of(), ages, loaded, ""))).isTrue();
		AccumulationPoint kept = new AccumulationPoint(pinned(1), 2, false, 9, "com.shop.Order", null);
		assertThat(ClassEvidence.concerns(new HeapSuspect(List.of(), ages, kept, ""))).isFalse();
	}

	@Test
	void whatAStaticFieldHoldsIsAMatterOfTheHeap() {
		ReferenceChain chain = new ReferenceChain("Threads: Thread",
				List.of(new ReferenceChain.Link("org.web.LaunchedClassLoader", false, "classes", 1, ""),
						new ReferenceChain.Link("java.util.ArrayList", false, "elementData", 2, ""),
						new ReferenceChain.Link("java.lang.Object[]", false, "[7]", 3, ""),
						new ReferenceChain.Link("com.shop.Registry", true, "orders", 4, ""),
						new ReferenceChain.Link("java.util.ArrayList", false, "elementData", 5, ""),
						new ReferenceChain.Link("java.lang.Object[]", false, "[7]", 6, ""),
						new ReferenceChain.Link("com.shop.Order", false, "", 7, "")));
		SurvivorGroup.Ages ages = new SurvivorGroup.Ages(Time.WARM_UP, Time.WARM_UP, new int[] { 1, 1, 1, 1 });
		AccumulationPoint orders = new AccumulationPoint(chain, 5, false, 9, "com.shop.Order", null);
		assertThat(ClassEvidence.concerns(new HeapSuspect(List.of(), ages, orders, ""))).isFalse();
	}

	/** A registry keeps one object of each module's own copy of a class. */
	private static ReferenceChain pinned(int module) {
		return new ReferenceChain("Global: Static",
				List.of(new ReferenceChain.Link("com.shop.Registry", true, "drivers", 1, ""),
						new ReferenceChain.Link("java.util.ArrayList", false, "elementData", 2, ""),
						new ReferenceChain.Link("java.lang.Object[]", false, "[" + module + "]", 3, ""),
						new ReferenceChain.Link("org.driver.Type1", false, "cache", 100 + module, ""),
						new ReferenceChain.Link("byte[]", false, "", 200 + module, "")));
	}

	private static OldObject object(ReferenceChain chain) {
		return new OldObject(Time.at(100), chain.links().get(3).address(), "byte[]", 10, DEPLOY, chain);
	}

	/** One module each five seconds, with ten classes of its own. */
	private void deploy(int modules) {
		for (int module = 0; module < modules; module++) {
			for (int type = 0; type < 10; type++) {
				define(at(module), "org.driver.Type" + type, LOADER, module);
			}
		}
	}

	private void define(Instant at, String className, String loader, long loaderId) {
		this.evidence.defined(at, className, loader, loaderId, () -> DEPLOY);
	}

	private OffHeapOrigin origin(int number) {
		return Objects.requireNonNull(this.evidence.origin(at(number)));
	}

	private static Instant at(int number) {
		return Time.at(100 + number * 5L);
	}

}

package io.memprof.test;

import com.example.shop.ShopChecks;
import com.example.shop.SpringShopChecks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.opentest4j.AssertionFailedError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that a team could write, run by JUnit as theirs would be.
 */
class LeakCheckTests {

	@Test
	void namesClassSiteOperationAndTheMapThatOnlyGrows() {
		assertThat(leakOf(ShopChecks.MapThatOnlyGrows.class)).contains("com.example.shop.Order accumulates")
			.containsPattern("allocated   com.example.shop.OrderDesk.(next|audit):")
			.contains("com.example.shop.Order.<init>:")
			.contains("operation   ShopChecks$MapThatOnlyGrows.check")
			.contains("held by     java.util.concurrent.ConcurrentHashMap in com.example.shop.OrderDesk.audit")
			.contains("advice      Bound or expire");
	}

	@Test
	void namesListenersThatAreNeverRemoved() {
		assertThat(leakOf(ShopChecks.ListenersNeverRemoved.class))
			.contains("held by     java.util.ArrayList in com.example.shop.OrderDesk.manyListeners")
			.contains("Remove the listener when its owner ends");
	}

	@Test
	void namesAThreadLocalThatIsNeverRemoved() {
		assertThat(leakOf(ShopChecks.ThreadLocalNeverRemoved.class)).contains("class       com.example.shop.Order")
			.contains("Call ThreadLocal.remove()");
	}

	@Test
	void namesTheBeanOfTheApplicationContext() {
		assertThat(leakOf(SpringShopChecks.class)).contains("bean        frontDesk");
	}

	@ParameterizedTest
	@ValueSource(classes = { ShopChecks.LocalGarbage.class, ShopChecks.LatestHundred.class, ShopChecks.FullCache.class,
			ShopChecks.LazySingleton.class, ShopChecks.ReusedBuffer.class })
	void passesWhatDoesNotLeak(Class<?> checks) {
		Outcome outcome = Outcome.of(checks);
		assertThat(outcome.status()).as(outcome.message()).isEqualTo(Status.SUCCESSFUL);
	}

	@Test
	void passesABoundedCacheThatStillFillsAndSaysSo() {
		Outcome outcome = Outcome.of(ShopChecks.CacheThatStillFills.class);
		assertThat(outcome.status()).as(outcome.message()).isEqualTo(Status.SUCCESSFUL);
		assertThat(outcome.notes()).contains("a Caffeine cache with a maximum");
	}

	@Test
	void passesALeakThatIsKnown() {
		assertThat(Outcome.of(ShopChecks.KnownLeak.class).status()).isEqualTo(Status.SUCCESSFUL);
	}

	@Test
	void failsByTheExactCountWhenTooLittleLeaksToBeSampled() {
		assertThat(leakOf(ShopChecks.SlowLeak.class)).contains("com.example.shop.Order accumulates")
			.contains("1.00 objects");
	}

	@Test
	void cannotTellWhoHoldsTooLittleInACache() {
		Outcome outcome = Outcome.of(ShopChecks.SlowCacheThatStillFills.class);
		assertThat(outcome.status()).as(outcome.message()).isNotEqualTo(Status.FAILED);
	}

	@Test
	void cannotTellWhenTheScenarioIsTooSlowForTheTime() {
		Outcome outcome = Outcome.of(ShopChecks.SlowScenario.class);
		assertThat(outcome.status()).isEqualTo(Status.ABORTED);
		assertThat(outcome.message()).startsWith("cannot tell whether the scenario leaks: one loop takes")
			.contains("allow more with within(...)");
	}

	@Test
	void throwsOnWhatTheScenarioThrows() {
		assertThat(Outcome.of(ShopChecks.ScenarioThatThrows.class).message()).isEqualTo("the shop is closed");
	}

	@Test
	void refusesASecondCheckAtTheSameTime() {
		Outcome outcome = Outcome.of(ShopChecks.CheckWithinACheck.class);
		assertThat(outcome.type()).isEqualTo(IllegalStateException.class);
		assertThat(outcome.message()).contains("another leak check runs in this JVM");
	}

	private static String leakOf(Class<?> checks) {
		Outcome outcome = Outcome.of(checks);
		assertThat(outcome.type()).as(outcome.message()).isEqualTo(AssertionFailedError.class);
		return outcome.message();
	}

}

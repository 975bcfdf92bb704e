package io.memprof.leak;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdviceTests {

	@ParameterizedTest
	@CsvSource({ "java.util.HashMap in com.shop.Orders.open, Bound or expire",
			"java.util.concurrent.LinkedBlockingQueue in com.shop.Mailer.outbox, Bound the queue",
			"java.util.WeakHashMap in com.shop.Registry.states, lead back to its key",
			"java.util.concurrent.CompletableFuture in com.shop.Checkout.ready, Complete the future",
			"java.util.ArrayList in com.shop.Bus.listeners, Remove the listener" })
	void theAdviceFitsTheContainer(String container, String advice) {
		assertThat(heap(container, container)).contains(advice);
	}

	@ParameterizedTest
	@CsvSource({ "java.lang.ThreadLocal$ThreadLocalMap.table, ThreadLocal.remove()",
			"static java.io.DeleteOnExitHook.files, File.deleteOnExit()",
			"io.micrometer.core.instrument.MeterRegistry.meterMap, meter tag",
			"org.apache.catalina.session.StandardManager.sessions, timeout" })
	void theAdviceFitsWhatIsOnTheChain(String link, String advice) {
		assertThat(heap("java.util.HashMap in com.shop.Orders.open", link)).contains(advice);
	}

	@Test
	void withoutAHolderItSaysWhereToLook() {
		assertThat(Advice.of(LeakKind.HEAP, Holder.unknown("no walk"), "com.shop.Orders.place:42"))
			.contains("com.shop.Orders.place:42");
	}

	private static String heap(String container, String link) {
		return Advice.of(LeakKind.HEAP, new Holder(container, null, List.of("GC root: Threads", link), null),
				"com.shop.Orders.place:42");
	}

}

package io.memprof.autoconfigure;

import java.lang.reflect.Method;
import java.util.List;

import io.memprof.allocation.MeasuredOperation;
import io.memprof.allocation.MeasuredOperations;
import io.memprof.allocation.OperationBytes;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Observations as a host makes them, with the count of this JVM.
 */
class OperationBytesHandlerTests {

	private static final int MEGABYTE = 1_000_000;

	private static final EndpointPath OWN = () -> "/actuator/memprof";

	private static volatile Object sink = "";

	private final OperationBytes operations = OperationBytes.ofThisJvm();

	private final ObservationRegistry registry = registry((context) -> null);

	@Test
	void anObservationIsMeasuredUnderItsContextualName() {
		observation("orders.receive").contextualName("orders receive").observe(OperationBytesHandlerTests::allocate);
		assertThat(measured()).singleElement().satisfies((operation) -> {
			assertThat(operation.name()).isEqualTo("orders receive");
			assertThat(operation.handler()).isNull();
			assertMegabytes(operation, 1);
		});
	}

	@Test
	void withoutAContextualNameItIsTheTechnicalOne() {
		observation("orders.receive").observe(OperationBytesHandlerTests::allocate);
		assertThat(measured()).extracting(MeasuredOperation::name).containsExactly("orders.receive");
	}

	@Test
	void anObservationWithinAnotherCountsInBoth() {
		observation("outer").observe(() -> {
			allocate();
			observation("inner").observe(OperationBytesHandlerTests::allocate);
		});
		assertThat(measured()).extracting(MeasuredOperation::name).containsExactly("outer", "inner");
		assertMegabytes(measured().get(0), 2);
		assertMegabytes(measured().get(1), 1);
	}

	@Test
	void anObservationThatFailsIsMeasured() {
		assertThat(catchThrowable(() -> observation("job").observe(() -> {
			allocate();
			throw new IllegalStateException("out of coffee");
		}))).hasMessage("out of coffee");
		assertMegabytes(measured().get(0), 1);
	}

	@Test
	@SuppressWarnings("deprecation")
	void whenAScopeBecomesCurrentAgainItsBytesCountOnce() {
		Observation observation = observation("job").start();
		try (Observation.Scope scope = observation.openScope()) {
			allocate();
			scope.makeCurrent();
			allocate();
		}
		observation.stop();
		assertMegabytes(measured().get(0), 2);
	}

	@Test
	void withoutAScopeAsUnderWebFluxNothingIsKnown() {
		Observation observation = observation("http.server.requests").contextualName("http get /hello").start();
		allocate();
		observation.stop();
		assertUnmeasured("http get /hello", "no scope was opened");
	}

	@Test
	void whenAFilterPutsAnotherContextInItsPlaceNothingIsKnown() {
		Observation.Context another = new Observation.Context();
		another.setName("mine");
		this.registry.observationConfig().observationFilter((context) -> another);
		observation("job").observe(OperationBytesHandlerTests::allocate);
		assertUnmeasured("mine", "no scope was opened");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads")
	void onAVirtualThreadNothingIsKnown() throws Exception {
		Runnable work = () -> observation("job").observe(OperationBytesHandlerTests::allocate);
		((Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work)).join();
		assertUnmeasured("job", "it counts no virtual threads one by one");
	}

	@Test
	void aRequestForMemprofsOwnReportIsIgnored() {
		request("http get /actuator/memprof", "200");
		request("GET /actuator/memprof/**", "404");
		assertThat(this.operations.measured().ended()).isZero();
	}

	@Test
	void aRequestForAnotherEndpointIsNot() {
		request("http get /actuator/memprofile", "200");
		request("http get /actuator/health", "200");
		assertThat(this.operations.measured().ended()).isEqualTo(2);
	}

	@Test
	void aRequestForWhatTheApplicationDoesNotHaveIsIgnored() {
		request("http get /**", "404");
		request("http get /assets/**", "404");
		request("http get", "404");
		assertThat(this.operations.measured().ended()).isZero();
	}

	@Test
	void aRequestThatIsNotFoundByTheApplicationItselfIsNot() {
		request("http get /orders/{id}", "404");
		request("http get /**", "200");
		assertThat(measured()).extracting(MeasuredOperation::name)
			.containsExactlyInAnyOrder("http get /orders/{id}", "http get /**");
	}

	@Test
	void theMethodThatRanIsNamed() throws Exception {
		Method allocate = OperationBytesHandlerTests.class.getDeclaredMethod("allocate");
		Observation.createNotStarted("job", registry((context) -> allocate)).observe(() -> {
		});
		assertThat(measured()).extracting(MeasuredOperation::handler)
			.containsExactly("OperationBytesHandlerTests.allocate");
	}

	@Test
	void aMethodWithoutCodeOfItsOwnIsNotNamed() throws Exception {
		Method run = Runnable.class.getMethod("run");
		Observation.createNotStarted("job", registry((context) -> run)).observe(() -> {
		});
		assertThat(measured()).extracting(MeasuredOperation::handler).containsOnlyNulls();
	}

	@Test
	void aFailureOfOursIsNoneOfTheHosts() {
		String answer = Observation.createNotStarted("job", registry((context) -> {
			throw new IllegalStateException("recycled");
		})).observe(() -> "done");
		assertThat(answer).isEqualTo("done");
	}

	@Test
	void whereNothingCanBeMeasuredNoObservationIsAskedFor() {
		OperationBytesHandler handler = new OperationBytesHandler(OperationBytes.unavailable("not here"), List.of(),
				(context) -> false);
		assertThat(handler.supportsContext(new Observation.Context())).isFalse();
	}

	@Test
	void twoHandlersOfOneRegistryMeasureEachForItself() {
		OperationBytes others = OperationBytes.ofThisJvm();
		this.registry.observationConfig()
			.observationHandler(new OperationBytesHandler(others, List.of(), (context) -> false));
		observation("job").observe(OperationBytesHandlerTests::allocate);
		assertMegabytes(measured().get(0), 1);
		assertMegabytes(others.measured().operations().get(0), 1);
	}

	private ObservationRegistry registry(ObservedHandler handler) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(new OperationBytesHandler(this.operations, List.of(handler), new IgnoredRequests(OWN)));
		return registry;
	}

	private Observation observation(String name) {
		return Observation.createNotStarted(name, this.registry);
	}

	private void request(String name, String status) {
		Observation
			.createNotStarted("http.server.requests", () -> new ReceiverContext<>((carrier, key) -> null),
					this.registry)
			.contextualName(name)
			.lowCardinalityKeyValue("status", status)
			.observe(() -> {
			});
	}

	private List<MeasuredOperation> measured() {
		return this.operations.measured().operations();
	}

	private void assertUnmeasured(String name, String reason) {
		assertThat(measured()).containsExactly(new MeasuredOperation(name, null, 0, 0, 1));
		assertThat(this.operations.measured().unmeasuredShare()).isEqualTo(1);
		assertThat(this.operations.measured().unmeasured()).extracting(MeasuredOperations.Unmeasured::reason)
			.singleElement()
			.asString()
			.contains(reason);
	}

	/** With what Micrometer and the first run of our code allocate besides. */
	private static void assertMegabytes(MeasuredOperation operation, int megabytes) {
		assertThat(operation.count()).isEqualTo(1);
		assertThat(operation.unmeasured()).isZero();
		assertThat(operation.bytes()).isBetween((long) megabytes * MEGABYTE, (megabytes + 1L) * MEGABYTE - 1);
	}

	private static void allocate() {
		sink = new byte[MEGABYTE];
	}

}

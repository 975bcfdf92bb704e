package io.memprof.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.memprof.MemoryProfiler;
import io.memprof.allocation.MeasuredOperation;
import io.memprof.allocation.MeasuredOperations;
import io.memprof.allocation.OperationBytes;
import io.memprof.report.JsonReport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole application: requests by HTTP, jobs by Spring's scheduler, and messages.
 */
class MeasuredOperationsTests {

	/** Requests, messages or jobs of one kind. */
	private static final int TIMES = 5;

	@Nested
	@SpringBootTest(classes = MeasuredShop.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "management.endpoints.web.exposure.include=memprof,health",
					"management.endpoint.memprof.access=unrestricted", "memprof.sampling-interval=1h" })
	@DirtiesContext
	class OnPlatformThreads {

		@LocalServerPort
		private int port;

		@Autowired
		private OperationBytes operations;

		@Autowired
		private MemoryProfiler profiler;

		@Autowired
		private MeasuredShop.Mailbox mailbox;

		@Autowired
		private MeasuredShop.Report report;

		@BeforeEach
		void aNewSession() {
			this.profiler.newSession();
		}

		@Test
		void theBytesOfRequestsAreExact() throws Exception {
			// the first request of a JVM loads hundreds of classes
			get(this.port, "/orders/7");
			this.profiler.newSession();
			requestOrders(this.port);
			MeasuredOperation orders = ended("http get /orders/{id}", TIMES);
			assertThat(orders.handler()).isEqualTo("MeasuredShop$Orders.order");
			assertThat(orders.unmeasured()).isZero();
			assertThat(orders.averageBytes()).isBetween((long) MeasuredShop.REQUEST_BYTES,
					MeasuredShop.REQUEST_BYTES + 200_000L);
		}

		@Test
		void theBytesOfJobsAreExact() throws Exception {
			assertThat(this.report.written.await(20, TimeUnit.SECONDS)).isTrue();
			MeasuredOperation jobs = ended("task report.write", 1);
			assertThat(jobs.handler()).isEqualTo("MeasuredShop$Report.write");
			assertThat(jobs.averageBytes()).isBetween((long) MeasuredShop.JOB_BYTES, MeasuredShop.JOB_BYTES + 200_000L);
		}

		@Test
		void theBytesOfMessagesAreExact() {
			for (int i = 0; i < TIMES; i++) {
				this.mailbox.receive();
			}
			MeasuredOperation messages = named("orders receive");
			assertThat(messages.count()).isEqualTo(TIMES);
			assertThat(messages.handler()).isNull();
			assertThat(messages.averageBytes()).isBetween((long) MeasuredShop.MESSAGE_BYTES,
					MeasuredShop.MESSAGE_BYTES + 10_000L);
		}

		@Test
		void neitherMemprofsOwnWorkNorUnknownPathsAreOperations() throws Exception {
			get(this.port, "/actuator/memprof");
			get(this.port, "/actuator/memprof/allocations");
			get(this.port, "/no/such/path");
			get(this.port, "/actuator/health");
			ended("http get /actuator/health", 1);
			this.profiler.tick();
			assertThat(this.operations.measured().operations()).extracting(MeasuredOperation::name)
				.noneMatch((name) -> name.contains("memprof") || name.contains("ampler") || name.endsWith("/**"));
		}

		@Test
		void theReportHasThemBesideTheSampledOnes() throws Exception {
			requestOrders(this.port);
			ended("http get /orders/{id}", TIMES);
			assertThat(this.profiler.requestAnalysis(Runnable::run)).isTrue();
			Map<String, Object> allocations = json(get(this.port, "/actuator/memprof/allocations"));
			assertThat(allocations).containsEntry("unmeasuredShare", 0.0).containsEntry("unmeasuredReasons", List.of());
			assertThat(allocations).extractingByKey("measuredOperations", InstanceOfAssertFactories.LIST)
				.anySatisfy((operation) -> assertThat(operation).asInstanceOf(InstanceOfAssertFactories.MAP)
					.containsEntry("operation", "http get /orders/{id}")
					.containsEntry("handler", "MeasuredShop$Orders.order")
					.containsEntry("count", TIMES)
					.containsKeys("bytes", "averageBytes"));
		}

		@Test
		void aSampledOperationMeetsWhatWasMeasuredOfItsMethod() throws Exception {
			assertThat(Fixtures.within(Duration.ofSeconds(60), () -> {
				requestOrders(this.port);
				return sampledOrders() != null;
			})).isTrue();
			assertThat(sampledOrders()).asInstanceOf(InstanceOfAssertFactories.MAP)
				.extractingByKey("measured", InstanceOfAssertFactories.MAP)
				.containsKeys("bytes", "averageBytes")
				.extractingByKey("count", InstanceOfAssertFactories.LONG)
				.isGreaterThanOrEqualTo(TIMES);
		}

		private Object sampledOrders() {
			this.profiler.tick();
			assertThat(this.profiler.requestAnalysis(Runnable::run)).isTrue();
			Object top = JsonReport.allocations(Objects.requireNonNull(this.profiler.report()).allocations())
				.get("topOperations");
			return (top instanceof List<?> operations) ? operations.stream()
				.filter((operation) -> operation instanceof Map<?, ?> json
						&& "MeasuredShop$Orders.order".equals(json.get("operation")))
				.findFirst()
				.orElse(null) : null;
		}

		@Test
		void aNewSessionForgets() throws Exception {
			requestOrders(this.port);
			ended("http get /orders/{id}", TIMES);
			this.profiler.newSession();
			requestOrders(this.port);
			assertThat(ended("http get /orders/{id}", TIMES).count()).isEqualTo(TIMES);
		}

		private MeasuredOperation ended(String name, int times) throws Exception {
			return MeasuredOperationsTests.ended(this.operations, name, times);
		}

		private MeasuredOperation named(String name) {
			return Objects.requireNonNull(find(this.operations, name));
		}

	}

	@Nested
	@SpringBootTest(classes = MeasuredShop.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "spring.threads.virtual.enabled=true", "memprof.sampling-interval=1h" })
	@DirtiesContext
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads")
	class OnVirtualThreads {

		@LocalServerPort
		private int port;

		@Autowired
		private OperationBytes operations;

		@Test
		void nothingIsKnownAndTheReasonIsTold() throws Exception {
			requestOrders(this.port);
			MeasuredOperation orders = ended(this.operations, "http get /orders/{id}", TIMES);
			assertThat(orders.count()).isZero();
			assertThat(orders.bytes()).isZero();
			assertThat(orders.unmeasured()).isEqualTo(TIMES);
			MeasuredOperations measured = this.operations.measured();
			assertThat(measured.unmeasuredShare()).isEqualTo(1);
			assertThat(measured.unmeasured()).singleElement()
				.satisfies((unmeasured) -> assertThat(unmeasured.reason()).contains("virtual threads"));
		}

	}

	private static void requestOrders(int port) throws Exception {
		for (int i = 0; i < TIMES; i++) {
			assertThat(get(port, "/orders/" + i).body()).isEqualTo(String.valueOf(i));
		}
	}

	/** An observation ends after its client has the answer. */
	private static MeasuredOperation ended(OperationBytes operations, String name, int times) throws Exception {
		assertThat(Fixtures.within(Duration.ofSeconds(20), () -> {
			MeasuredOperation operation = find(operations, name);
			return operation != null && operation.count() + operation.unmeasured() >= times;
		})).as("%s in %s", name, operations.measured()).isTrue();
		return Objects.requireNonNull(find(operations, name));
	}

	private static MeasuredOperation find(OperationBytes operations, String name) {
		return operations.measured()
			.operations()
			.stream()
			.filter((operation) -> operation.name().equals(name))
			.findFirst()
			.orElse(null);
	}

	private static HttpResponse<String> get(int port, String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
	}

	private static Map<String, Object> json(HttpResponse<String> response) {
		return JsonParserFactory.getJsonParser().parseMap(response.body());
	}

}

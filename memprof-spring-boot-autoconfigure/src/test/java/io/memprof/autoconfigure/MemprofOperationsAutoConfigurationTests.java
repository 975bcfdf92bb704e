package io.memprof.autoconfigure;

import java.util.List;

import io.memprof.MemoryProfiler;
import io.memprof.allocation.OperationBytes;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class MemprofOperationsAutoConfigurationTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(MemprofAutoConfiguration.class,
			MemprofOperationsAutoConfiguration.class);

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(OURS)
		.withPropertyValues("memprof.sampling-interval=1h");

	@Test
	void measuresByDefault() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(OperationBytesHandler.class).hasSingleBean(OperationBytes.class);
			assertThat(context.getBeansOfType(ObservationHandler.class)).hasSize(1);
			assertThat(reason(context.getBean(MemoryProfiler.class))).contains("no observation had ended");
		});
	}

	@Test
	void switchedOffThereIsNoHandlerAndTheReportSaysWhy() {
		this.runner.withPropertyValues("memprof.allocations.exact-operations=false").run((context) -> {
			assertThat(context).doesNotHaveBean(OperationBytesHandler.class).doesNotHaveBean(OperationBytes.class);
			assertThat(reason(context.getBean(MemoryProfiler.class)))
				.isEqualTo("memprof.allocations.exact-operations is false");
		});
	}

	@Test
	void withoutAllocationsThereIsNoHandlerAndTheReportSaysWhy() {
		this.runner.withPropertyValues("memprof.allocations.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(OperationBytesHandler.class);
			assertThat(reason(context.getBean(MemoryProfiler.class))).isEqualTo("memprof.allocations.enabled is false");
		});
	}

	@Test
	void withoutMemprofThereIsNothing() {
		this.runner.withPropertyValues("memprof.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(OperationBytesHandler.class)
				.doesNotHaveBean(ScheduledHandler.class));
	}

	@Test
	void withoutObservationsTheReportSaysWhy() {
		this.runner.withClassLoader(new FilteredClassLoader(ObservationHandler.class)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("memprofOperationBytesHandler");
			assertThat(reason(context.getBean(MemoryProfiler.class))).contains("micrometer-observation");
		});
	}

	@Test
	void withoutSpringMvcJobsAndMessagesAreMeasured() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(OperationBytesHandler.class)
				.hasSingleBean(ScheduledHandler.class)
				.doesNotHaveBean("memprofWebMvcHandler"));
	}

	@Test
	void thePathOfTheEndpointIsAsTheHostMapsIt() {
		mapped().run((context) -> assertThat(context.getBean(EndpointPath.class).get()).isEqualTo("/ops/leaks"));
	}

	@Test
	void thePathIsKnownWithLazyInitialisationToo() {
		mapped()
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(EndpointPath.class).get()).isEqualTo("/ops/leaks"));
	}

	@Test
	void everyBeanIsReplaceable() {
		OperationBytes operations = OperationBytes.unavailable("mine");
		this.runner.withConfiguration(AutoConfigurations.of(MemprofEndpointAutoConfiguration.class))
			.withBean("own1", OperationBytes.class, () -> operations)
			.withBean("own2", OperationBytesHandler.class,
					() -> new OperationBytesHandler(operations, List.of(), (context) -> false))
			.withBean("own3", ScheduledHandler.class, ScheduledHandler::new)
			.withBean("own4", WebMvcHandler.class, WebMvcHandler::new)
			.withBean("own5", EndpointPath.class, () -> EndpointPath.NONE)
			.run((context) -> {
				assertThat(context).hasSingleBean(OperationBytes.class)
					.hasSingleBean(OperationBytesHandler.class)
					.hasSingleBean(ScheduledHandler.class)
					.hasSingleBean(WebMvcHandler.class)
					.hasSingleBean(EndpointPath.class);
				assertThat(context.getBean(OperationBytesHandler.class).supportsContext(new Observation.Context()))
					.isFalse();
				assertThat(reason(context.getBean(MemoryProfiler.class))).isEqualTo("mine");
			});
	}

	private static WebApplicationContextRunner mapped() {
		return new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(MemprofAutoConfiguration.class,
					MemprofOperationsAutoConfiguration.class, MemprofEndpointAutoConfiguration.class,
					EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class))
			.withPropertyValues("memprof.sampling-interval=1h",
					"management.endpoints.web.exposure.include=health,memprof",
					"management.endpoints.web.base-path=/ops", "management.endpoints.web.path-mapping.memprof=leaks");
	}

	private static String reason(MemoryProfiler profiler) {
		return profiler.stop().allocations().measured().unavailable();
	}

}

package io.memprof.autoconfigure;

import java.time.InstantSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MemprofEndpointAutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(MemprofAutoConfiguration.class,
			MemprofEndpointAutoConfiguration.class, MemprofPageAutoConfiguration.class, EndpointAutoConfiguration.class,
			WebEndpointAutoConfiguration.class);

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner().withConfiguration(ALL);

	private final WebApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.web.exposure.include=health,memprof");

	@Test
	void isNotExposedByDefaultAndTheStartLineSaysHow(CapturedOutput output) {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(MemprofEndpoint.class)
			.doesNotHaveBean(ReportView.class));
		assertThat(output.getAll()).contains("memprof samples memory every 5s and judges leaks every 1m, "
				+ "first after 10m. OTLP push: off, as memprof.telemetry.enabled is false. Report: not exposed over "
				+ "HTTP; set management.endpoints.web.exposure.include=health,memprof.");
	}

	@Test
	void startLineNamesThePath(CapturedOutput output) {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(MemprofEndpoint.class)
			.doesNotHaveBean(MemprofJmxExtension.class));
		assertThat(output.getAll()).contains("Report: GET /actuator/memprof, page: /actuator/memprof/ui");
	}

	@Test
	void startLineHonoursMappingPortAndContextPath(CapturedOutput output) {
		this.exposed
			.withPropertyValues("management.endpoints.web.base-path=/ops",
					"management.endpoints.web.path-mapping.memprof=leaks", "server.servlet.context-path=/shop")
			.run((context) -> assertThat(output.getAll())
				.contains("Report: GET /shop/ops/leaks, page: /shop/ops/leaks/ui"));
		this.exposed.withPropertyValues("management.server.port=9001", "server.servlet.context-path=/shop")
			.run((context) -> assertThat(output.getAll())
				.contains("Report: GET /actuator/memprof, page: /actuator/memprof/ui on port 9001"));
	}

	@Test
	void jmxExposureAloneGivesTheExtension() {
		this.runner.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=memprof")
			.run((context) -> assertThat(context).hasSingleBean(MemprofJmxExtension.class)
				.hasSingleBean(MemprofEndpoint.class));
	}

	@Test
	void accessNoneRemovesTheEndpoint() {
		this.exposed.withPropertyValues("management.endpoint.memprof.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(MemprofEndpoint.class));
	}

	@Test
	void applicationWithoutWebIsTold(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(ALL).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("Report: this context has no web; over JMX with");
	}

	@Test
	void applicationWithoutActuatorIsTold(CapturedOutput output) {
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(MemprofAutoConfiguration.class, MemprofEndpointAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll()).contains("Report: add spring-boot-starter-actuator");
	}

	@Test
	void everyBeanIsReplaceable() {
		TelemetrySection off = TelemetrySection.off("mine");
		ReportView view = new ReportView(Fixtures.source(null), off, ProfilesSection.notWanted(), KeptReports.off());
		ProfilerActions actions = new ProfilerActions(Runnable::run, (executor) -> true, () -> {
		}, () -> {
		}, InstantSource.system());
		this.exposed.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=memprof")
			.withBean("own1", MemprofEndpoint.class, () -> new OwnEndpoint(view, actions))
			.withBean("own2", MemprofJmxExtension.class, () -> new MemprofJmxExtension(view, actions))
			.withBean("own3", ReportView.class, () -> view)
			.withBean("own4", ReportSource.class, () -> Fixtures.source(null))
			.withBean("own5", ProfilerActions.class, () -> actions)
			.withBean("own6", ReportAddress.class, () -> () -> "here")
			.run((context) -> assertThat(context).hasSingleBean(MemprofEndpoint.class)
				.hasSingleBean(MemprofJmxExtension.class)
				.hasSingleBean(ReportView.class)
				.hasSingleBean(ReportSource.class)
				.hasSingleBean(ProfilerActions.class)
				.hasSingleBean(ReportAddress.class));
	}

	@Endpoint(id = "memprof")
	static class OwnEndpoint extends MemprofEndpoint {

		OwnEndpoint(ReportView view, ProfilerActions actions) {
			super(view, actions,
					new PageAddress(new StaticListableBeanFactory().getBeanProvider(PathMappedEndpoints.class)));
		}

	}

}

package io.memprof.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.jmx.JmxEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MemprofPageAutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(MemprofAutoConfiguration.class,
			MemprofEndpointAutoConfiguration.class, MemprofPageAutoConfiguration.class, EndpointAutoConfiguration.class,
			WebEndpointAutoConfiguration.class);

	private static final String INCLUDE = "management.endpoints.web.exposure.include=";

	private static final String EXCLUDE = "management.endpoints.web.exposure.exclude=";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner().withConfiguration(ALL);

	@Test
	void thereIsNoPageUnlessTheReportIsExposed() {
		assertNoBeans(this.runner);
		assertNoBeans(this.runner.withPropertyValues(INCLUDE + "health"));
		assertNoBeans(this.runner.withPropertyValues(INCLUDE + "health,memprofui"));
		assertNoBeans(this.runner.withPropertyValues(INCLUDE + "*", EXCLUDE + "memprof"));
		assertNoBeans(this.runner.withPropertyValues(INCLUDE + "*", "management.endpoint.memprof.access=NONE"));
		assertNoBeans(this.runner.withPropertyValues(INCLUDE + "*", "memprof.enabled=false"));
	}

	@Test
	void pageIsExposedWithTheReport() {
		assertPage("/actuator/memprof/ui", INCLUDE + "memprof");
		assertPage("/actuator/memprof/ui", INCLUDE + "*");
		assertPage("/memprof/ui", INCLUDE + "memprof", "management.endpoints.web.base-path=/");
		assertPage("/actuator/a/b/ui", INCLUDE + "memprof", "management.endpoints.web.path-mapping.memprof=a/b");
		assertPage("/actuator/page", INCLUDE + "memprof", "management.endpoints.web.path-mapping.memprofui=page");
	}

	@Test
	void pageCanBeTakenAway() {
		assertPage(null, INCLUDE + "memprof", EXCLUDE + "memprofui");
		assertPage(null, INCLUDE + "*", EXCLUDE + "memprofui");
		assertPage(null, INCLUDE + "memprof", "management.endpoint.memprofui.access=NONE");
	}

	@Test
	void startLineNamesNoPageThatIsNotThere(CapturedOutput output) {
		this.runner.withPropertyValues(INCLUDE + "memprof", EXCLUDE + "memprofui")
			.run((context) -> assertThat(output.getAll()).contains("Report: GET /actuator/memprof")
				.doesNotContain("page:"));
	}

	@Test
	void pathMapperOfTheApplicationIsHonoured() {
		this.runner.withPropertyValues(INCLUDE + "memprof")
			.withBean(PathMapper.class, () -> (id) -> id.equals(EndpointId.of("memprof")) ? "leaks" : null)
			.run((context) -> assertThat(pathOfPage(context)).isEqualTo("/actuator/leaks/ui"));
	}

	@Test
	void reactiveApplicationHasThePage() {
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues(INCLUDE + "memprof")
			.run((context) -> assertThat(pathOfPage(context)).isEqualTo("/actuator/memprof/ui"));
	}

	@Test
	void applicationWithoutWebHasNoPage() {
		new ApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues(INCLUDE + "memprof")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MemprofPageEndpoint.class));
	}

	@Test
	void endpointsOfBootMayBeSwitchedOff() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(MemprofAutoConfiguration.class,
					MemprofEndpointAutoConfiguration.class, MemprofPageAutoConfiguration.class))
			.withPropertyValues(INCLUDE + "memprof")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MemprofPageEndpoint.class));
	}

	@Test
	void thereIsNoPageOverJmx() {
		this.runner
			.withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class, JmxEndpointAutoConfiguration.class))
			.withPropertyValues(INCLUDE + "memprof", "spring.jmx.enabled=true",
					"management.endpoints.jmx.exposure.include=*")
			.run((context) -> assertThat(context.getBean(JmxEndpointsSupplier.class).getEndpoints())
				.extracting((endpoint) -> endpoint.getEndpointId().toString())
				.contains("memprof")
				.doesNotContain("memprofui"));
	}

	@Test
	void beansAreReplaceable() {
		PageFiles files = new PageFiles("io/memprof/autoconfigure/testpage/");
		this.runner.withPropertyValues(INCLUDE + "memprof")
			.withBean("own1", PageFiles.class, () -> files)
			.withBean("own2", PageHeaders.class, () -> new PageHeaders("/page"))
			.run((context) -> assertThat(context).hasSingleBean(PageFiles.class).hasSingleBean(PageHeaders.class));
	}

	private static void assertNoBeans(WebApplicationContextRunner runner) {
		runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(MemprofPageEndpoint.class)
			.doesNotHaveBean(PageHeaders.class)
			.doesNotHaveBean(PageExposure.class));
	}

	private void assertPage(@Nullable String path, String... properties) {
		this.runner.withPropertyValues(properties)
			.run((context) -> assertThat(pathOfPage(context)).as("%s", (Object) properties).isEqualTo(path));
	}

	private static @Nullable String pathOfPage(ApplicationContext context) {
		return context.getBean(PathMappedEndpoints.class).getPath(EndpointId.of("memprofui"));
	}

}

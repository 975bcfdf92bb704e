package io.memprof.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import io.memprof.MemoryProfiler;
import io.memprof.telemetry.TelemetryConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class MemprofResourceAutoConfigurationTests {

	private static final String INSTANCE = "management.opentelemetry.resource-attributes[service.instance.id]";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class,
				MemprofAutoConfiguration.class, MemprofResourceAutoConfiguration.class))
		.withPropertyValues("memprof.telemetry.enabled=true");

	@Test
	void theResourceHasAnInstanceAndTheFirstSession() {
		this.runner.run((context) -> {
			Resource resource = context.getBean(Resource.class);
			assertThat(attribute(resource, "service.instance.id")).matches("[0-9a-f-]{36}")
				.isEqualTo(context.getBean(TelemetryConfig.class).serviceInstanceId());
			assertThat(attribute(resource, "memprof.session.id")).matches("[0-9a-f]{12}")
				.isEqualTo(context.getBean(MemoryProfiler.class).sessionId());
		});
	}

	@Test
	void whatTheApplicationSaysBesidesStays() {
		this.runner
			.withPropertyValues("spring.application.name=shop",
					"management.opentelemetry.resource-attributes.deployment.environment=test")
			.run((context) -> {
				Resource resource = context.getBean(Resource.class);
				assertThat(attribute(resource, "service.name")).isEqualTo("shop");
				assertThat(attribute(resource, "deployment.environment")).isEqualTo("test");
				assertThat(attribute(resource, "service.instance.id")).isNotNull();
				assertThat(attribute(resource, "memprof.session.id")).isNotNull();
			});
	}

	@Test
	void theInstanceOfTheApplicationWins() {
		this.runner.withPropertyValues(INSTANCE + "=pod-7").run((context) -> hasInstance(context, "pod-7"));
		this.runner.withPropertyValues("management.opentelemetry.resource-attributes.service.instance.id=pod-8")
			.run((context) -> hasInstance(context, "pod-8"));
	}

	@Test
	void theInstanceInAPropertySourceThatComesLateWins() {
		this.runner.withUserConfiguration(LateSource.class).run((context) -> hasInstance(context, "pod-late"));
	}

	@Test
	void theInstanceInTheDefaultsOfAnApplicationWins() {
		try (ConfigurableApplicationContext context = application()
			.properties(INSTANCE + "=pod-default", "memprof.telemetry.enabled=true")
			.run()) {
			hasInstance(context, "pod-default");
		}
	}

	@Test
	void theInstanceInTheVariableOfOpenTelemetryWins() {
		StandardEnvironment environment = new StandardEnvironment();
		ResourceAttributes attributes = new ResourceAttributes(environment,
				Map.of("OTEL_RESOURCE_ATTRIBUTES", "a=b, service.instance.id = pod%207 ,c=d")::get);
		new CorrelatedResource(environment, attributes).postProcessBeanFactory(null);
		assertThat(attributes.instance()).isEqualTo("pod 7");
		assertThat(environment.getProperty(INSTANCE)).isNull();
		assertThat(attributes.session()).matches("[0-9a-f]{12}");
	}

	@Test
	void thePropertyComesBeforeTheVariable() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("own", Map.of(INSTANCE, "pod-7")));
		assertThat(new ResourceAttributes(environment, (name) -> "service.instance.id=pod-8").instance())
			.isEqualTo("pod-7");
	}

	@Test
	void aVariableThatIsNotEncodedIsTakenAsItIs() {
		for (Map.Entry<String, String> variable : Map
			.of("service.instance.id=100%", "100%", "service.instance.id=a=b", "a=b")
			.entrySet()) {
			assertThat(new ResourceAttributes(new StandardEnvironment(), (name) -> variable.getKey()).instance())
				.isEqualTo(variable.getValue());
		}
		for (String variable : new String[] { "", "service.instance.id", "service.instance.id=", "other=1" }) {
			assertThat(new ResourceAttributes(new StandardEnvironment(), (name) -> variable).instance()).isNull();
		}
	}

	@Test
	void eachApplicationOfAJvmHasItsOwn() {
		Map<String, String> first = new HashMap<>();
		this.runner.run((context) -> first.putAll(ids(context)));
		this.runner.run((context) -> assertThat(ids(context)).isNotEqualTo(first));
	}

	@Test
	void aChildContextSharesThemWithItsParent() {
		try (ConfigurableApplicationContext parent = application().properties("memprof.telemetry.enabled=true").run();
				ConfigurableApplicationContext child = application().parent(parent).run()) {
			assertThat(attribute(child.getBean(Resource.class), "memprof.session.id"))
				.isEqualTo(attribute(parent.getBean(Resource.class), "memprof.session.id"))
				.isEqualTo(child.getBean(MemoryProfiler.class).sessionId());
			assertThat(child.getEnvironment().getProperty(INSTANCE)).isNotNull()
				.isEqualTo(parent.getEnvironment().getProperty(INSTANCE));
		}
	}

	private static SpringApplicationBuilder application() {
		return new SpringApplicationBuilder(Imported.class).web(WebApplicationType.NONE).logStartupInfo(false);
	}

	private static void hasInstance(ConfigurableApplicationContext context, String expected) {
		assertThat(attribute(context.getBean(Resource.class), "service.instance.id")).isEqualTo(expected);
		assertThat(context.getBean(TelemetryConfig.class).serviceInstanceId()).isEqualTo(expected);
	}

	private static Map<String, String> ids(ConfigurableApplicationContext context) {
		Resource resource = context.getBean(Resource.class);
		return Map.of("instance", attribute(resource, "service.instance.id"), "session",
				attribute(resource, "memprof.session.id"));
	}

	private static String attribute(Resource resource, String name) {
		return resource.getAttribute(AttributeKey.stringKey(name));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ OpenTelemetrySdkAutoConfiguration.class, MemprofAutoConfiguration.class,
			MemprofResourceAutoConfiguration.class })
	static class Imported {

	}

	@Configuration(proxyBeanMethods = false)
	@PropertySource("classpath:late.properties")
	static class LateSource {

	}

}

package io.memprof.autoconfigure;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.memprof.leak.LeakVerdict;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = MemprofEndpointJmxTests.Application.class, webEnvironment = WebEnvironment.NONE,
		properties = { "spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=memprof",
				"management.endpoint.memprof.access=unrestricted" })
@DirtiesContext
class MemprofEndpointJmxTests {

	@Autowired
	private MBeanServer server;

	@Test
	void reportIsAPlainMap() throws Exception {
		assertThat(invoke("report")).containsEntry("sessionId", "0123456789ab").containsKey("snapshot");
	}

	@Test
	void sectionIsAPlainMap() throws Exception {
		assertThat(invoke("section", "leaks")).containsEntry("verdict", "HEALTHY");
		assertThat(invoke("section", "nonsense")).containsKey("sections");
	}

	@Test
	void actionsRun() throws Exception {
		assertThat(invoke("run", "flush")).containsEntry("accepted", "flush");
		assertThat(invoke("newSession")).containsEntry("accepted", "new session");
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> invoke(String operation, Object... arguments) throws Exception {
		ObjectName name = new ObjectName("org.springframework.boot:type=Endpoint,name=Memprof");
		String[] signature = new String[arguments.length];
		Arrays.fill(signature, Object.class.getName());
		return (Map<String, Object>) this.server.invoke(name, operation, arguments, signature);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ReportSource reportSource() {
			return Fixtures.source(Fixtures.report(LeakVerdict.HEALTHY));
		}

		@Bean
		ProfilerActions profilerActions() {
			return new ProfilerActions(Runnable::run, (executor) -> true, () -> {
			}, () -> {
			}, InstantSource.system());
		}

	}

}

package io.memprof.benchmarks.corpus.healthy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;
import jakarta.servlet.http.HttpSession;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tomcat sessions that end after fifteen seconds without a request. Tomcat looks for them
 * with each sixth run of its background thread: here each twelve seconds, where the
 * default of a minute would not be to the scale of the corpus.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
@Load(perSecond = 60, churn = 40)
public class SessionsThatExpire implements Program {

	private final HttpClient client = HttpClient.newHttpClient();

	private final Environment environment;

	SessionsThatExpire(Environment environment) {
		this.environment = environment;
	}

	@Bean
	static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> backgroundThread() {
		return (factory) -> factory.setBackgroundProcessorDelay(2);
	}

	@GetMapping("/visit")
	String visit(HttpSession session) {
		if (session.isNew()) {
			session.setMaxInactiveInterval(15);
			session.setAttribute("visit", new Visit(Texts.ofLength(12_000)));
		}
		return session.getId();
	}

	@Override
	public void serve(long millis) throws Exception {
		URI uri = URI
			.create("http://localhost:" + this.environment.getRequiredProperty("local.server.port") + "/visit");
		this.client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

	record Visit(String pages) {
	}

}

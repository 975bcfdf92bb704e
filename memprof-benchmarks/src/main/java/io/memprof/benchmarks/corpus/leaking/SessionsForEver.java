package io.memprof.benchmarks.corpus.leaking;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;
import jakarta.servlet.http.HttpSession;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tomcat sessions without a timeout, for clients that bring no cookie back.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
@Load(perSecond = 60, churn = 40)
@Leaks(what = { "org\\.apache\\.catalina\\.session\\.StandardSession\\b", "SessionsForEver\\$Basket\\b" },
		where = { "SessionsForEver\\b", "org\\.apache\\.catalina\\." },
		who = { "org\\.apache\\.catalina\\.session\\.", "TomcatEmbeddedContext" })
public class SessionsForEver implements Program {

	private final HttpClient client = HttpClient.newHttpClient();

	private final Environment environment;

	SessionsForEver(Environment environment) {
		this.environment = environment;
	}

	@GetMapping("/basket")
	String basket(HttpSession session) {
		if (session.isNew()) {
			session.setMaxInactiveInterval(0);
			session.setAttribute("basket", new Basket(Texts.ofLength(12_000)));
		}
		return session.getId();
	}

	@Override
	public void serve(long millis) throws Exception {
		URI uri = URI
			.create("http://localhost:" + this.environment.getRequiredProperty("local.server.port") + "/basket");
		this.client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

	record Basket(String items) {
	}

}

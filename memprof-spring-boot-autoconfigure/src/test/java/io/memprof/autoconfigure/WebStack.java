package io.memprof.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import io.memprof.leak.LeakVerdict;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The web stacks of Boot, each started for real.
 */
enum WebStack {

	MVC(WebApplicationType.SERVLET), FLUX(WebApplicationType.REACTIVE), JERSEY(WebApplicationType.SERVLET);

	private final WebApplicationType type;

	WebStack(WebApplicationType type) {
		this.type = type;
	}

	/**
	 * An application that exposes {@code memprof} and answers at a free port.
	 */
	Server start(List<Class<?>> more, String... properties) {
		List<Class<?>> sources = new ArrayList<>(more);
		sources.add(Application.class);
		SpringApplication application = new SpringApplication(sources.toArray(Class[]::new));
		application.setWebApplicationType(this.type);
		if (this == JERSEY) {
			application.setResourceLoader(new DefaultResourceLoader(new FilteredClassLoader(DispatcherServlet.class)));
		}
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--memprof.allocations.enabled=false",
				"--memprof.leaks.enabled=false", "--management.endpoints.web.exposure.include=health,memprof"));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return new Server(application.run(arguments.toArray(String[]::new)));
	}

	Server start(String... properties) {
		return start(List.of(), properties);
	}

	/**
	 * One started application.
	 */
	record Server(ConfigurableApplicationContext context) implements AutoCloseable {

		HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
			return send("local.server.port", path, headers);
		}

		HttpResponse<String> getFromManagement(String path) throws IOException, InterruptedException {
			return send("local.management.port", path);
		}

		private HttpResponse<String> send(String port, String path, String... headers)
				throws IOException, InterruptedException {
			URI uri = URI.create("http://localhost:" + this.context.getEnvironment().getProperty(port) + path);
			HttpRequest.Builder request = HttpRequest.newBuilder(uri);
			if (headers.length > 0) {
				request.headers(headers);
			}
			return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ReportSource reportSource() {
			return Fixtures.source(Fixtures.report(LeakVerdict.SUSPECTED, Fixtures.LEAK));
		}

		@Bean
		PageFiles pageFiles() {
			return new PageFiles("io/memprof/autoconfigure/testpage/");
		}

	}

}

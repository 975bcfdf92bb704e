package com.example.matrix;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A parent context with what all share, and a child with the web; both configure
 * themselves.
 */
public class Application {

	public static void main(String[] arguments) {
		new SpringApplicationBuilder(Shared.class).web(WebApplicationType.NONE).child(Web.class).run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shared {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Web {

		@GetMapping("/hello")
		String hello() {
			return "hello from " + Thread.currentThread();
		}

	}

}

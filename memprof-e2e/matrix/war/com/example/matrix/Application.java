package com.example.matrix;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * For {@code java -jar} and for a Tomcat that runs already.
 */
@SpringBootApplication
@RestController
public class Application extends SpringBootServletInitializer {

	public static void main(String[] arguments) {
		SpringApplication.run(Application.class, arguments);
	}

	@Override
	protected SpringApplicationBuilder configure(SpringApplicationBuilder application) {
		return application.sources(Application.class);
	}

	@GetMapping("/hello")
	public String hello() {
		return "hello from " + Thread.currentThread();
	}

}

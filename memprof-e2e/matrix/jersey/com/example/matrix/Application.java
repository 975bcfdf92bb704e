package com.example.matrix;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.glassfish.jersey.server.ResourceConfig;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;

@SpringBootApplication
public class Application {

	public static void main(String[] arguments) {
		SpringApplication.run(Application.class, arguments);
	}

	@Component
	static class Resources extends ResourceConfig {

		Resources() {
			register(Hello.class);
		}

	}

	@Path("/hello")
	public static class Hello {

		@GET
		public String hello() {
			return "hello from " + Thread.currentThread();
		}

	}

}

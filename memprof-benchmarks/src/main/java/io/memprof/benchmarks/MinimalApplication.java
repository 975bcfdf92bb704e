package io.memprof.benchmarks;

import java.time.Duration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * An application of nothing but what is on its class path. Says how long its context took
 * in milliseconds, and whether memprof runs in it; and exits.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class MinimalApplication {

	static final String READY = "READY ";

	public static void main(String[] args) {
		long begin = System.nanoTime();
		var context = SpringApplication.run(MinimalApplication.class, args);
		long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
		System.out.println(READY + millis + " " + context.containsBean("memprofProfiler"));
		context.close();
	}

}

package io.memprof.benchmarks.corpus.leaking;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A listener for each running import, added to the application context and left there.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Load(perSecond = 50)
@Leaks(what = "ListenersOfTheContext\\$Import\\b",
		who = { "EventMulticaster", "ApplicationContext", "applicationListeners" })
public class ListenersOfTheContext implements Program {

	private final ConfigurableApplicationContext context;

	ListenersOfTheContext(ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public void serve(long millis) {
		this.context.addApplicationListener(new Import(new byte[18_000]));
	}

	record Import(byte[] buffer) implements ApplicationListener<ApplicationEvent> {

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			this.buffer[0]++;
		}

	}

}

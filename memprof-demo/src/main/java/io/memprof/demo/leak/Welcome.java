package io.memprof.demo.leak;

import java.util.List;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says in a few lines what leaks, where to look and how to stop it.
 */
@Component
class Welcome {

	private final Leaks leaks;

	private final Environment environment;

	Welcome(Leaks leaks, Environment environment) {
		this.leaks = leaks;
		this.environment = environment;
	}

	@EventListener(ApplicationReadyEvent.class)
	@Order(Ordered.LOWEST_PRECEDENCE)
	void print() {
		System.out.println(text("http://localhost:" + this.environment.getProperty("local.server.port", "8080")));
	}

	String text(String shop) {
		List<Leak> leaking = this.leaks.all().stream().filter(Leak::leaking).toList();
		if (leaking.isEmpty()) {
			return """
					The shop is open, and nothing leaks.
					  open       %1$s/
					  as JSON    %1$s/actuator/memprof
					  break it   curl -X POST %1$s/demo/leaks/order-audit, other names: %1$s/demo/leaks"""
				.formatted(shop);
		}
		Leak first = leaking.get(0);
		String others = (leaking.size() > 1) ? " (and " + (leaking.size() - 1) + " more)" : "";
		return """
				The shop is open, and it leaks: %2$s, %3$s%4$s
				  open       %1$s/ (a verdict takes about two minutes)
				  as JSON    %1$s/actuator/memprof
				  fix it     curl -X DELETE %1$s/demo/leaks/%2$s, or start with --demo.leak=none""".formatted(shop,
				first.name(), first.story(), others);
	}

}

package io.memprof.demo.leak;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * All leaks by name. Starts those that {@code demo.leak} names once the shop is open.
 */
@Component
class Leaks {

	private static final String NONE = "none";

	private final Map<String, Leak> leaks = new TreeMap<>();

	private final Set<String> chosen;

	Leaks(List<Leak> leaks, LeakProperties properties) {
		leaks.forEach((leak) -> this.leaks.put(leak.name(), leak));
		this.chosen = properties.leak();
		for (String name : this.chosen) {
			if (!accepted().contains(name)) {
				throw new UnknownLeakException(name, accepted());
			}
		}
	}

	@EventListener(ApplicationReadyEvent.class)
	void startChosen() {
		this.chosen.stream().filter(this.leaks::containsKey).map(this.leaks::get).forEach(Leak::start);
	}

	@PreDestroy
	void stopAll() {
		all().forEach(Leak::stop);
	}

	Collection<Leak> all() {
		return this.leaks.values();
	}

	@Nullable Leak find(String name) {
		return this.leaks.get(name);
	}

	/**
	 * What {@code demo.leak} may say.
	 */
	Set<String> accepted() {
		Set<String> names = new TreeSet<>(this.leaks.keySet());
		names.add(NONE);
		return names;
	}

}

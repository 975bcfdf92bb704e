package io.memprof.demo.leak;

import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.memprof.demo.catalog.CatalogSearched;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A thread local "of the request" without a {@code remove()}: the thread belongs to the
 * server's pool, and outlives the request.
 */
@Component
class SearchHistory extends Leak {

	private final ThreadLocal<History> history = ThreadLocal.withInitial(this::newHistory);

	/** Only for the fix: other threads' values cannot be reached through the local. */
	private final Set<History> histories = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	SearchHistory() {
		super("thread-local", "a search history of the request, on threads that serve many requests");
	}

	@EventListener
	void remember(CatalogSearched search) {
		if (leaking()) {
			this.history.get().searches.add(search);
		}
	}

	private History newHistory() {
		History created = new History();
		this.histories.add(created);
		return created;
	}

	@Override
	int kept() {
		return List.copyOf(this.histories).stream().mapToInt((each) -> each.searches.size()).sum();
	}

	@Override
	void release() {
		List.copyOf(this.histories).forEach((each) -> each.searches.clear());
	}

	static final class History {

		private final Queue<CatalogSearched> searches = new ConcurrentLinkedQueue<>();

	}

}

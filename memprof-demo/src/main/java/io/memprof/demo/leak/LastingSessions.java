package io.memprof.demo.leak;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

import io.memprof.demo.customer.SignedIn;
import jakarta.servlet.http.HttpSession;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sessions that never time out, each with the price list its customer saw.
 */
@Component
class LastingSessions extends Leak {

	/** Only for the fix: the server holds the sessions, not this set. */
	private final Set<HttpSession> sessions = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	LastingSessions() {
		super("session", "sessions that must never be lost, so they never end");
	}

	@EventListener
	void keep(SignedIn customer) {
		if (leaking()) {
			HttpSession session = customer.session();
			session.setMaxInactiveInterval(-1);
			session.setAttribute("priceList", customer.priceList());
			this.sessions.add(session);
		}
	}

	@Override
	int kept() {
		return this.sessions.size();
	}

	@Override
	void release() {
		List.copyOf(this.sessions).forEach((session) -> session.setMaxInactiveInterval(1));
		this.sessions.clear();
	}

}

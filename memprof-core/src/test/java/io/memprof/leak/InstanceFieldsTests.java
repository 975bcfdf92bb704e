package io.memprof.leak;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InstanceFieldsTests {

	private static final String MAP = ConcurrentHashMap.class.getName();

	@Test
	void anInstanceFieldKeepsItsName() {
		assertThat(InstanceFields.named(Manager.class.getName(), "sessions", MAP)).isEqualTo("sessions");
	}

	@Test
	void aStaticFieldIsReplacedByTheOneThatMayReferToTheObject() {
		assertThat(InstanceFields.named(StandardManager.class.getName(), "NAME", MAP)).isEqualTo("sessions");
	}

	@Test
	void whereSeveralMayReferToTheObjectNoneIsNamed() {
		assertThat(InstanceFields.named(StandardManager.class.getName(), "NAME", ArrayDeque.class.getName()))
			.isEqualTo("?");
	}

	@Test
	void aClassThatCannotBeLoadedKeepsTheName() {
		assertThat(InstanceFields.named("com.shop.Gone", "NAME", MAP)).isEqualTo("NAME");
	}

	/** Keeps sessions. */
	@SuppressWarnings("unused")
	private static class Manager {

		private final Map<String, Object> sessions = new ConcurrentHashMap<>();

		private final Deque<Object> created = new ArrayDeque<>();

		private final Deque<Object> expired = new ArrayDeque<>();

	}

	/** Has a static field of its own. */
	@SuppressWarnings("unused")
	private static final class StandardManager extends Manager {

		private static final String NAME = "StandardManager";

	}

}

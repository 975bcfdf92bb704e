package io.memprof.test;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/**
 * How a test class with one check came out when JUnit ran it.
 *
 * @param status success, failure or abortion
 * @param message of the exception, empty without one
 * @param type of the exception
 * @param notes published by the check
 */
record Outcome(TestExecutionResult.Status status, String message, Class<?> type, String notes) {

	static Outcome of(Class<?> checks) {
		Events tests = EngineTestKit.engine("junit-jupiter").selectors(selectClass(checks)).execute().testEvents();
		Event finished = tests.finished().list().get(0);
		TestExecutionResult result = finished.getRequiredPayload(TestExecutionResult.class);
		Throwable thrown = result.getThrowable().orElse(null);
		StringBuilder notes = new StringBuilder();
		tests.reportingEntryPublished().list().forEach((event) -> notes.append(event.getPayload().orElseThrow()));
		return new Outcome(result.getStatus(), (thrown != null) ? String.valueOf(thrown.getMessage()) : "",
				(thrown != null) ? thrown.getClass() : Void.class, notes.toString());
	}

}

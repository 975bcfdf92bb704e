package io.memprof.autoconfigure;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.jmx.annotation.EndpointJmxExtension;

/**
 * The same operations over JMX, where an answer is the body alone: there is no status.
 */
@EndpointJmxExtension(endpoint = MemprofEndpoint.class)
public class MemprofJmxExtension {

	private final ReportView view;

	private final ProfilerActions actions;

	MemprofJmxExtension(ReportView view, ProfilerActions actions) {
		this.view = view;
		this.actions = actions;
	}

	/**
	 * The report.
	 */
	@ReadOperation
	public Map<String, Object> report() {
		return this.view.root().body();
	}

	/**
	 * One section of the report.
	 */
	@ReadOperation
	public Map<String, Object> section(@Selector(match = Match.ALL_REMAINING) String... path) {
		return this.view.section(path).body();
	}

	/**
	 * {@code analysis} computes a verdict now, {@code flush} pushes the meters now.
	 */
	@WriteOperation
	public Map<String, Object> run(@Selector(match = Match.ALL_REMAINING) String... action) {
		return this.actions.run(action).body();
	}

	/**
	 * Forgets all that was observed and begins a new session.
	 */
	@DeleteOperation
	public Map<String, Object> newSession() {
		return this.actions.newSession().body();
	}

}

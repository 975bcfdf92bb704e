package io.memprof.autoconfigure;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code /actuator/memprof}: the latest report, its sections and a few actions. Reads
 * answer 503 until the first tick has ended, and 404 with the sections that exist.
 * Actions need write access, which is off by default; they answer 202, or 429 while the
 * same one is under way or was asked for a moment ago.
 * <p>
 * All paths are served by one operation each: a fixed and a remaining-path selector
 * beside each other overlap in some web stacks.
 */
@Endpoint(id = "memprof", defaultAccess = Access.READ_ONLY)
public class MemprofEndpoint {

	private final ReportView view;

	private final ProfilerActions actions;

	private final PageAddress page;

	MemprofEndpoint(ReportView view, ProfilerActions actions, PageAddress page) {
		this.view = view;
		this.actions = actions;
		this.page = page;
	}

	/**
	 * The report, with a link to the page where that is exposed.
	 */
	@ReadOperation
	public WebEndpointResponse<Map<String, Object>> report() {
		Answer answer = this.view.root();
		String page = this.page.fromReport();
		return response((page != null && answer.status() == Answer.OK)
				? answer.with("_links", Map.of("ui", Map.of("href", page))) : answer);
	}

	/**
	 * One section of the report.
	 */
	@ReadOperation
	public WebEndpointResponse<Map<String, Object>> section(@Selector(match = Match.ALL_REMAINING) String... path) {
		return response(this.view.section(path));
	}

	/**
	 * {@code analysis} computes a verdict now, {@code flush} pushes the meters now.
	 */
	@WriteOperation
	public WebEndpointResponse<Map<String, Object>> run(@Selector(match = Match.ALL_REMAINING) String... action) {
		return response(this.actions.run(action));
	}

	/**
	 * Forgets all that was observed and begins a new session.
	 */
	@DeleteOperation
	public WebEndpointResponse<Map<String, Object>> newSession() {
		return response(this.actions.newSession());
	}

	/**
	 * The body is of a kind that keeps its shape whatever the application does to JSON.
	 */
	private static WebEndpointResponse<Map<String, Object>> response(Answer answer) {
		return new WebEndpointResponse<>(OperationResponseBody.of(answer.body()), answer.status());
	}

}

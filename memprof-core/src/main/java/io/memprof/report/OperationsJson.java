package io.memprof.report;

import java.util.List;
import java.util.Map;

import io.memprof.allocation.AllocationProfile;
import io.memprof.allocation.AllocationTotal;
import io.memprof.allocation.MeasuredOperation;
import io.memprof.allocation.MeasuredOperations;

/**
 * Operations as JSON: the sampled ones, each beside what was measured of it, and all that
 * were measured.
 */
final class OperationsJson {

	private OperationsJson() {
	}

	static List<Map<String, Object>> sampled(AllocationProfile profile) {
		return profile.topOperations().stream().map((total) -> sampled(total, profile.measured())).toList();
	}

	/** Members of {@code allocations}. */
	static Map<String, Object> measured(MeasuredOperations measured) {
		String reason = measured.unavailable();
		if (reason != null) {
			return new JsonObject().unavailable("measuredOperations", reason)
				.unavailable("unmeasuredShare", reason)
				.unavailable("unmeasuredReasons", reason)
				.toMap();
		}
		return new JsonObject()
			.list("measuredOperations", measured.operations().stream().map(OperationsJson::measured).toList())
			.decimal("unmeasuredShare", measured.unmeasuredShare(), 4)
			.list("unmeasuredReasons",
					measured.unmeasured()
						.stream()
						.map((unmeasured) -> new JsonObject().text("reason", unmeasured.reason())
							.number("count", unmeasured.count())
							.toMap())
						.toList())
			.toMap();
	}

	private static Map<String, Object> sampled(AllocationTotal total, MeasuredOperations measured) {
		JsonObject json = JsonReport.total("operation", total);
		MeasuredOperation handled = measured.handledBy(total.name());
		String reason = measured.unavailable();
		if (handled != null) {
			json.object("measured", bytes(new JsonObject(), handled).toMap());
		}
		else {
			json.unavailable("measured",
					(reason != null) ? reason : "no request or job is known to be handled by this method");
		}
		return json.toMap();
	}

	private static Map<String, Object> measured(MeasuredOperation operation) {
		return bytes(new JsonObject().text("operation", operation.name())
			.text("handler", operation.handler(), "the application's method behind it is not known"), operation)
			.toMap();
	}

	private static JsonObject bytes(JsonObject json, MeasuredOperation operation) {
		if (operation.count() > 0) {
			json.number("bytes", operation.bytes())
				.number("count", operation.count())
				.number("averageBytes", operation.averageBytes());
		}
		else {
			String reason = "none of its executions could be measured: see unmeasuredReasons";
			json.unavailable("bytes", reason).number("count", 0).unavailable("averageBytes", reason);
		}
		return json.number("unmeasuredCount", operation.unmeasured());
	}

}

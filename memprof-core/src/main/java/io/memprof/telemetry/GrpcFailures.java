package io.memprof.telemetry;

/**
 * What a gRPC status other than 0 means to someone who configures a push.
 */
final class GrpcFailures {

	private static final String[] NAMES = { "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED",
			"NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED",
			"OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED" };

	private GrpcFailures() {
	}

	static PushFailure of(String status) {
		String name = name(status);
		return PushFailure.of("it answered gRPC status " + name, advice(name));
	}

	private static String name(String status) {
		if (!status.matches("\\d{1,2}") || Integer.parseInt(status) >= NAMES.length) {
			return status;
		}
		return NAMES[Integer.parseInt(status)];
	}

	private static String advice(String name) {
		return switch (name) {
			case "UNAUTHENTICATED", "PERMISSION_DENIED" ->
				"give it the credentials it wants in memprof.telemetry.headers, such as authorization or an API key";
			case "UNIMPLEMENTED" ->
				"it speaks gRPC but takes no metrics, or not compressed: give it an otlp receiver in a "
						+ "metrics pipeline, or set memprof.telemetry.compression=none";
			case "DEADLINE_EXCEEDED" -> "it was too slow: raise memprof.telemetry.timeout or look at its load";
			case "RESOURCE_EXHAUSTED" ->
				"it takes no more from this sender, or not that much at once: raise its limits or "
						+ "memprof.telemetry.export-interval";
			case "UNAVAILABLE" -> "it, or what stands behind it, is overloaded or starting: look at its own log";
			default -> "look at its own log";
		};
	}

}

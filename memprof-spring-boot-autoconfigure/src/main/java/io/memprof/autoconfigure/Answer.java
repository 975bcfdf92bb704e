package io.memprof.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the endpoint answers: an HTTP status and a JSON object.
 *
 * @param status HTTP status
 * @param body text, numbers, booleans, lists and maps
 */
record Answer(int status, Map<String, Object> body) {

	static final int OK = 200;

	static final int ACCEPTED = 202;

	static final int NOT_FOUND = 404;

	static final int BUSY = 429;

	static final int UNAVAILABLE = 503;

	/**
	 * The same with one more member.
	 */
	Answer with(String name, Object value) {
		Map<String, Object> body = new LinkedHashMap<>(this.body);
		body.put(name, value);
		return new Answer(this.status, body);
	}

	static Answer ok(Map<String, Object> body) {
		return new Answer(OK, body);
	}

}

package io.memprof.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@link JsonWriter} writes: JSON without {@code null}, whole numbers as
 * {@link Long}, others as {@link Double}. Whatever else a file holds is refused, and no
 * nesting overflows the stack.
 */
final class JsonReader {

	private static final int DEEPEST = 100;

	private final String json;

	private int at;

	private int depth;

	private JsonReader(String json) {
		this.json = json;
	}

	/**
	 * The object that is the whole text.
	 */
	static Map<String, Object> read(String json) throws CorruptRunException {
		JsonReader reader = new JsonReader(json);
		if (reader.next() != '{') {
			throw reader.wrong();
		}
		Map<String, Object> object = reader.object();
		reader.skipBlanks();
		if (reader.at < json.length()) {
			throw reader.wrong();
		}
		return object;
	}

	private Object value() throws CorruptRunException {
		char c = next();
		if (c == '{') {
			return object();
		}
		if (c == '[') {
			return list();
		}
		if (c == '"') {
			this.at++;
			return text();
		}
		if (c == '-' || (c >= '0' && c <= '9')) {
			return number();
		}
		for (Boolean constant : List.of(true, false)) {
			if (this.json.startsWith(constant.toString(), this.at)) {
				this.at += constant.toString().length();
				return constant;
			}
		}
		throw wrong();
	}

	private Map<String, Object> object() throws CorruptRunException {
		enter();
		Map<String, Object> object = new LinkedHashMap<>();
		for (boolean more = !ends('}'); more; more = !follows('}')) {
			expect('"');
			String name = text();
			expect(':');
			object.put(name, value());
		}
		this.depth--;
		return object;
	}

	private List<Object> list() throws CorruptRunException {
		enter();
		List<Object> list = new ArrayList<>();
		for (boolean more = !ends(']'); more; more = !follows(']')) {
			list.add(value());
		}
		this.depth--;
		return list;
	}

	private void enter() throws CorruptRunException {
		this.at++;
		this.depth++;
		if (this.depth > DEEPEST) {
			throw wrong();
		}
	}

	/** Takes the closing character of something empty. */
	private boolean ends(char closing) throws CorruptRunException {
		boolean ends = next() == closing;
		this.at += ends ? 1 : 0;
		return ends;
	}

	/** Takes the closing character, or the comma before the next element. */
	private boolean follows(char closing) throws CorruptRunException {
		if (ends(closing)) {
			return true;
		}
		expect(',');
		return false;
	}

	private void expect(char c) throws CorruptRunException {
		if (next() != c) {
			throw wrong();
		}
		this.at++;
	}

	/** After the opening quote. */
	private String text() throws CorruptRunException {
		StringBuilder text = new StringBuilder();
		for (char c = take(); c != '"'; c = take()) {
			text.append((c == '\\') ? escaped() : c);
		}
		return text.toString();
	}

	private char escaped() throws CorruptRunException {
		char c = take();
		return switch (c) {
			case '"', '\\', '/' -> c;
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'u' -> (char) ((digit() << 12) | (digit() << 8) | (digit() << 4) | digit());
			default -> throw wrong();
		};
	}

	private int digit() throws CorruptRunException {
		int digit = Character.digit(take(), 16);
		if (digit < 0) {
			throw wrong();
		}
		return digit;
	}

	private Number number() throws CorruptRunException {
		int begin = this.at;
		while (this.at < this.json.length() && "+-.0123456789eE".indexOf(this.json.charAt(this.at)) >= 0) {
			this.at++;
		}
		String number = this.json.substring(begin, this.at);
		try {
			return number.matches("-?\\d+") ? (Number) Long.valueOf(number) : Double.valueOf(number);
		}
		catch (NumberFormatException ex) {
			throw wrong();
		}
	}

	private char next() throws CorruptRunException {
		skipBlanks();
		char c = take();
		this.at--;
		return c;
	}

	private void skipBlanks() {
		while (this.at < this.json.length() && " \t\r\n".indexOf(this.json.charAt(this.at)) >= 0) {
			this.at++;
		}
	}

	private char take() throws CorruptRunException {
		if (this.at >= this.json.length()) {
			throw new CorruptRunException("ends too early, after %d bytes".formatted(this.json.length()));
		}
		return this.json.charAt(this.at++);
	}

	private CorruptRunException wrong() {
		return new CorruptRunException("is not the JSON that memprof writes, from byte %d on".formatted(this.at));
	}

}

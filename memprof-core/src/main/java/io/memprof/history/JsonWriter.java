package io.memprof.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Writes maps, lists, text, numbers and booleans as JSON in ASCII, so that any class name
 * survives, whatever characters are in it. Keeps nothing but its place in the tree.
 */
final class JsonWriter {

	private final Appendable out;

	private JsonWriter(Appendable out) {
		this.out = out;
	}

	static void write(Map<String, Object> object, Appendable out) throws IOException {
		new JsonWriter(out).object(object);
	}

	/**
	 * Number of characters, which are bytes.
	 */
	static long size(Map<String, Object> object) {
		Counter counter = new Counter();
		try {
			write(object, counter);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return counter.count;
	}

	private void value(Object value) throws IOException {
		if (value instanceof Map<?, ?> object) {
			object(object);
		}
		else if (value instanceof List<?> list) {
			list(list);
		}
		else if (value instanceof Number || value instanceof Boolean) {
			this.out.append(value.toString());
		}
		else {
			text(value.toString());
		}
	}

	private void object(Map<?, ?> object) throws IOException {
		char before = '{';
		for (Map.Entry<?, ?> member : object.entrySet()) {
			this.out.append(before);
			text(String.valueOf(member.getKey()));
			this.out.append(':');
			value(member.getValue());
			before = ',';
		}
		this.out.append(object.isEmpty() ? "{}" : "}");
	}

	private void list(List<?> list) throws IOException {
		char before = '[';
		for (Object element : list) {
			this.out.append(before);
			value(element);
			before = ',';
		}
		this.out.append(list.isEmpty() ? "[]" : "]");
	}

	private void text(String text) throws IOException {
		this.out.append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"' || c == '\\') {
				this.out.append('\\').append(c);
			}
			else if (c < ' ' || c > '~') {
				this.out.append(String.format("\\u%04x", (int) c));
			}
			else {
				this.out.append(c);
			}
		}
		this.out.append('"');
	}

	private static final class Counter implements Appendable {

		private long count;

		@Override
		public Appendable append(CharSequence text) {
			this.count += text.length();
			return this;
		}

		@Override
		public Appendable append(CharSequence text, int start, int end) {
			this.count += end - start;
			return this;
		}

		@Override
		public Appendable append(char c) {
			this.count++;
			return this;
		}

	}

}

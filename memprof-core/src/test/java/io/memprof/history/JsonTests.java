package io.memprof.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.minidev.json.parser.JSONParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is written is JSON to others too, is read back the same, and anything else is
 * refused with a word.
 */
class JsonTests {

	private final Random random = new Random(42);

	@Test
	void whatIsWrittenIsReadBackTheSame() throws Exception {
		for (int i = 0; i < 500; i++) {
			Map<String, Object> object = object(4);
			assertThat(JsonReader.read(write(object))).isEqualTo(object);
		}
	}

	@Test
	void anotherParserReadsTheSame() throws Exception {
		for (int i = 0; i < 500; i++) {
			Map<String, Object> object = object(4);
			Object read = new JSONParser(JSONParser.MODE_RFC4627 & ~JSONParser.USE_INTEGER_STORAGE)
				.parse(write(object));
			assertThat(read).isEqualTo(object);
		}
	}

	@Test
	void everyCharacterSurvivesInAscii() throws Exception {
		StringBuilder all = new StringBuilder();
		for (int c = 0; c <= Character.MAX_VALUE; c++) {
			all.append((char) c);
		}
		String json = write(Map.of("all", all.toString()));
		assertThat(json.chars()).allMatch((c) -> c >= ' ' && c <= '~');
		assertThat(JsonReader.read(json)).containsEntry("all", all.toString());
	}

	@Test
	void theSizeIsThatOfTheFile() throws Exception {
		Map<String, Object> object = object(5);
		assertThat(JsonWriter.size(object)).isEqualTo(write(object).length());
	}

	@Test
	void everyTruncationIsRefused() throws Exception {
		String json = write(Map.of("a", List.of(1L, 2.5, true, "text \u00e9", Map.of("b", List.of()))));
		for (int length = 0; length < json.length(); length++) {
			String cut = json.substring(0, length);
			assertThatExceptionOfType(CorruptRunException.class).as(cut).isThrownBy(() -> JsonReader.read(cut));
		}
	}

	@Test
	void noDamageIsAnswaredWithAnythingElse() throws Exception {
		String json = write(object(5));
		for (int i = 0; i < 20_000; i++) {
			StringBuilder damaged = new StringBuilder(json);
			for (int hits = this.random.nextInt(3); hits >= 0; hits--) {
				damaged.setCharAt(this.random.nextInt(json.length()), (char) this.random.nextInt(256));
			}
			try {
				JsonReader.read(damaged.toString());
			}
			catch (CorruptRunException ex) {
				assertThat(ex).hasMessageMatching("ends too early.*|is not the JSON.*");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "[]", "\"a\"", "{}x", "{\"a\":null}", "{\"a\"}", "{\"a\":1,}", "{,}",
			"{\"a\":[1,]}", "{\"a\":[1 2]}", "{\"a\":1e}", "{\"a\":99999999999999999999}", "{\"a\":-}",
			"{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{a:1}", "{\"a\":tru}" })
	void otherTextIsRefused(String text) {
		assertThatExceptionOfType(CorruptRunException.class).isThrownBy(() -> JsonReader.read(text));
	}

	@Test
	void deepNestingDoesNotOverflowTheStack() {
		String deep = "{\"a\":" + "[".repeat(1_000_000);
		assertThatExceptionOfType(CorruptRunException.class).isThrownBy(() -> JsonReader.read(deep));
	}

	private static String write(Map<String, Object> object) throws IOException {
		StringBuilder json = new StringBuilder();
		JsonWriter.write(object, json);
		return json.toString();
	}

	private Map<String, Object> object(int depth) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = this.random.nextInt(5); i >= 0; i--) {
			object.put(text(), value(depth - 1));
		}
		return object;
	}

	private Object value(int depth) {
		return switch (this.random.nextInt((depth > 0) ? 7 : 5)) {
			case 0 -> this.random.nextLong();
			case 1 -> this.random.nextInt(100_000) / 1000.0;
			case 2 -> this.random.nextBoolean();
			case 3, 4 -> text();
			case 5 -> list(depth);
			default -> object(depth);
		};
	}

	private List<Object> list(int depth) {
		List<Object> list = new ArrayList<>();
		for (int i = this.random.nextInt(5); i > 0; i--) {
			list.add(value(depth - 1));
		}
		return list;
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		for (int i = this.random.nextInt(12); i > 0; i--) {
			text.append(this.random.nextBoolean() ? (char) ('a' + this.random.nextInt(26))
					: "\"\\/{}[],:\n\t\u0000\u00e9\u2028 ".charAt(this.random.nextInt(15)));
		}
		return text.toString();
	}

}

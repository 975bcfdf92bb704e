package io.memprof.allocation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import jdk.jfr.Event;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FrameReaderTests {

	@ParameterizedTest
	@CsvSource({ "java.lang.String, java.lang.String", "[Ljava/lang/String;, java.lang.String[]",
			"[[Lcom/shop/Order;, com.shop.Order[][]", "[B, byte[]", "[Z, boolean[]", "[C, char[]", "[S, short[]",
			"[I, int[]", "[J, long[]", "[F, float[]", "[[D, double[][]", "com.shop.Order$Line, com.shop.Order$Line",
			"com.shop.Shop$$Lambda$74+0x00007f1878000c40.680779399, com.shop.Shop$$Lambda",
			"com.shop.Shop$$Lambda+0x00007f1878000c40.680779399, com.shop.Shop$$Lambda",
			"com.shop.Shop$$Lambda$14/0x0000000800c03000, com.shop.Shop$$Lambda",
			"com.shop.Shop$$Lambda/0x0000000800c03000, com.shop.Shop$$Lambda",
			"java.lang.invoke.LambdaForm$MH+0x00007f187800b000.125881207, java.lang.invoke.LambdaForm$MH" })
	void writesClassesAsPeopleDo(String jfr, String readable) {
		assertThat(FrameReader.readable(jfr)).isEqualTo(readable);
	}

	@Test
	void anEventWithoutAStackHasNoFrames() {
		assertThat(new FrameReader().frames(null)).isEmpty();
	}

	@Test
	void anEventWithoutAClassIsOfAnUnknownOne() {
		assertThat(FrameReader.className(null)).isEqualTo("unknown");
	}

	@Test
	void aFrameIsOneObjectInTheStacksOfAllChunks(@TempDir Path directory) throws Exception {
		FrameReader reader = new FrameReader();
		List<StackFrame> innermost = new ArrayList<>();
		for (RecordedEvent event : marksInTwoChunks(directory.resolve("marks.jfr"))) {
			innermost.add(reader.frames(event.getStackTrace()).get(0));
		}
		assertThat(innermost).hasSize(2);
		assertThat(innermost.get(0).method()).isEqualTo("mark");
		assertThat(innermost.get(1)).isSameAs(innermost.get(0));
	}

	private static List<RecordedEvent> marksInTwoChunks(Path file) throws Exception {
		try (Recording recording = new Recording()) {
			recording.enable(Mark.class);
			recording.start();
			mark();
			try (Recording rotating = new Recording()) {
				rotating.start();
			}
			mark();
			recording.stop();
			recording.dump(file);
		}
		return RecordingFile.readAllEvents(file)
			.stream()
			.filter((event) -> event.getEventType().getName().equals(Mark.class.getName()))
			.toList();
	}

	private static void mark() {
		new Mark().commit();
	}

	private static final class Mark extends Event {

	}

}

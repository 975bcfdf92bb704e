package io.memprof.profiles;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.memprof.profiles.ProfileEncoder.Window;
import one.convert.Arguments;
import one.convert.JfrToOtlp;
import one.convert.JfrToPprof;
import one.jfr.JfrReader;
import one.jfr.StackTrace;
import one.jfr.event.AllocationSample;
import one.jfr.event.Event;
import one.jfr.event.EventCollector;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sampled allocations out of a recording, by jfr-converter. The only class that
 * sees it, since its API is no promise.
 * <p>
 * Left out are TLAB events, which tell of the same allocations again: those with a size
 * of a TLAB, and those without a stack, as memprof itself records them to learn sizes. A
 * sample without a stack would say little. Threads are not told apart: their names may be
 * values.
 */
final class JfrConversion {

	/** What pprof calls allocated bytes, since Go wrote the first such profile. */
	static final String SPACE = "alloc_space";

	private JfrConversion() {
	}

	/**
	 * As {@code ProfilesData} of OTLP, one profile for each chunk of the recording. The
	 * type that was allocated is the innermost frame.
	 */
	static byte[] toOtlp(Path recording, Window window) throws IOException {
		try (JfrReader reader = new JfrReader(recording.toString())) {
			Otlp otlp = new Otlp(reader, window);
			otlp.convert();
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			otlp.dump(out);
			return out.toByteArray();
		}
	}

	/**
	 * As pprof with one value, {@value #SPACE} in bytes. The type that was allocated is
	 * the innermost frame.
	 */
	static byte[] toPprof(Path recording, Window window) throws IOException {
		try (JfrReader reader = new JfrReader(recording.toString())) {
			Pprof pprof = new Pprof(reader, window);
			pprof.convert();
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			pprof.dump(out);
			return out.toByteArray();
		}
	}

	private static Arguments arguments(Window window) {
		Arguments arguments = new Arguments();
		arguments.alloc = true;
		arguments.total = true;
		arguments.dot = true;
		// without the numbers of lambdas and hidden classes, which differ from run to run
		arguments.norm = true;
		arguments.from = window.from().toEpochMilli();
		arguments.to = window.until().toEpochMilli();
		return arguments;
	}

	/**
	 * Knows stacks only; so a type is put on top of each as a frame.
	 */
	private static final class Otlp extends JfrToOtlp {

		/** None of JFR's types of frames. */
		private static final byte TYPE_FRAME = 100;

		private final Window window;

		Otlp(JfrReader jfr, Window window) {
			super(jfr, arguments(window));
			this.window = window;
		}

		@Override
		protected EventCollector createCollector(Arguments arguments) {
			// called by the constructor of a superclass: only what it returns may use
			// this
			EventCollector collector = super.createCollector(arguments);
			return new SampleCollector(collector) {

				/** JFR counts its stacks upwards. */
				private int lastStack = Integer.MAX_VALUE;

				private final Map<Long, Integer> stacks = new HashMap<>();

				@Override
				public void beforeChunk() {
					this.stacks.clear();
					super.beforeChunk();
				}

				@Override
				void collectSample(AllocationSample sample, long bytes) {
					collector.collect(new AllocationSample(sample.time, 0, typed(sample), sample.classId, bytes, 0));
				}

				@Override
				boolean hasStack(AllocationSample sample) {
					return Otlp.this.jfr.stackTraces.get(sample.stackTraceId) != null;
				}

				@Override
				@Nullable Long thread(AllocationSample sample) {
					return Otlp.this.jfr.javaThreads.get(sample.tid);
				}

				@Override
				Window window() {
					return Otlp.this.window;
				}

				private int typed(AllocationSample sample) {
					long key = (long) sample.stackTraceId << 32 | sample.classId;
					return this.stacks.computeIfAbsent(key, (absent) -> {
						Otlp.this.jfr.stackTraces.put(--this.lastStack,
								onTop(sample.classId, Otlp.this.jfr.stackTraces.get(sample.stackTraceId)));
						return this.lastStack;
					});
				}

			};
		}

		@Override
		public String getMethodName(long methodId, byte methodType) {
			return (methodType == TYPE_FRAME) ? getClassName(methodId) : super.getMethodName(methodId, methodType);
		}

		private static StackTrace onTop(int classId, StackTrace stack) {
			int depth = stack.methods.length;
			StackTrace typed = new StackTrace(new long[depth + 1], new byte[depth + 1], new int[depth + 1]);
			typed.methods[0] = classId;
			typed.types[0] = TYPE_FRAME;
			System.arraycopy(stack.methods, 0, typed.methods, 1, depth);
			System.arraycopy(stack.types, 0, typed.types, 1, depth);
			System.arraycopy(stack.locations, 0, typed.locations, 1, depth);
			return typed;
		}

	}

	/**
	 * With the name of the value by which receivers know it from other profiles.
	 */
	private static final class Pprof extends JfrToPprof {

		private final Window window;

		Pprof(JfrReader jfr, Window window) {
			super(jfr, arguments(window));
			this.window = window;
		}

		@Override
		public String getValueType() {
			return SPACE;
		}

		@Override
		protected EventCollector createCollector(Arguments arguments) {
			EventCollector collector = super.createCollector(arguments);
			return new SampleCollector(collector) {

				@Override
				void collectSample(AllocationSample sample, long bytes) {
					collector
						.collect(new AllocationSample(sample.time, 0, sample.stackTraceId, sample.classId, bytes, 0));
				}

				@Override
				boolean hasStack(AllocationSample sample) {
					return Pprof.this.jfr.stackTraces.get(sample.stackTraceId) != null;
				}

				@Override
				@Nullable Long thread(AllocationSample sample) {
					return Pprof.this.jfr.javaThreads.get(sample.tid);
				}

				@Override
				Window window() {
					return Pprof.this.window;
				}

			};
		}

	}

	/**
	 * Takes nothing but samples.
	 */
	private abstract static class SampleCollector implements EventCollector {

		private final EventCollector collector;

		private @Nullable FirstSamples<AllocationSample> firstSamples;

		SampleCollector(EventCollector collector) {
			this.collector = collector;
		}

		@Override
		public final void collect(Event event) {
			if (event instanceof AllocationSample sample && sample.tlabSize == 0 && hasStack(sample)) {
				Long thread = thread(sample);
				FirstSamples<AllocationSample> firstSamples = this.firstSamples;
				if (thread == null || firstSamples == null) {
					collectSample(sample, sample.allocationSize);
				}
				else {
					firstSamples.add(thread, sample.time, sample.allocationSize, sample);
				}
			}
		}

		abstract void collectSample(AllocationSample sample, long bytes);

		abstract boolean hasStack(AllocationSample sample);

		/** Its Java id, {@code null} when JFR does not know it. */
		abstract @Nullable Long thread(AllocationSample sample);

		/** Not known before the first chunk. */
		abstract Window window();

		@Override
		public void beforeChunk() {
			this.firstSamples = new FirstSamples<>(window().allocatedBefore(), this::collectSample);
			this.collector.beforeChunk();
		}

		@Override
		public void afterChunk() {
			if (this.firstSamples != null) {
				this.firstSamples.endOfChunk();
			}
			this.collector.afterChunk();
		}

		@Override
		public boolean finish() {
			return this.collector.finish();
		}

		@Override
		public void forEach(Visitor visitor) {
			this.collector.forEach(visitor);
		}

	}

}

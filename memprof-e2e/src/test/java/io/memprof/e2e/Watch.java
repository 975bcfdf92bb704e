package io.memprof.e2e;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A visitor of a host, from before a fault until after it, who also reads what the host
 * prints.
 */
final class Watch implements AutoCloseable {

	/** A JVM complains of its own options, whoever runs in it. */
	private static final Pattern OF_THE_JVM = Pattern.compile("OpenJDK 64-Bit Server VM warning: .*");

	private static final Pattern WARNING = Pattern.compile("(WARN|ERROR) .*|\\[.*]\\[(warning|error)].*");

	private static final Pattern OURS = Pattern.compile("WARN io\\.memprof\\..*");

	private static final int LONGEST_QUOTE = 80;

	private final FaultHost host;

	private final int linesBefore;

	private final int errorsBefore;

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicInteger failed = new AtomicInteger();

	private final Thread visitor = new Thread(this::visit, "visitor");

	private volatile boolean open = true;

	private Watch(FaultHost host, int linesBefore, int errorsBefore) {
		this.host = host;
		this.linesBefore = linesBefore;
		this.errorsBefore = errorsBefore;
		this.visitor.start();
	}

	/**
	 * From now on.
	 */
	static Watch begin(FaultHost host) throws IOException {
		return new Watch(host, host.output().size(), host.errors().size());
	}

	/**
	 * From now on, but reads what the host has printed since its start.
	 */
	static Watch fromStart(FaultHost host) {
		return new Watch(host, 0, 0);
	}

	/**
	 * Ends, and fails when the host has noticed anything.
	 * @return what it noticed
	 */
	String end() throws Exception {
		leave();
		assertThat(this.failed).as("%s", this.host.output()).hasValue(0);
		assertThat(this.requests.get()).isPositive();
		return "%,d of %,d requests failed; %s".formatted(this.failed.get(), this.requests.get(), printed());
	}

	/**
	 * Makes no more requests, which the host could not answer from now on.
	 */
	void leave() throws InterruptedException {
		this.open = false;
		this.visitor.join();
	}

	/**
	 * What the host has printed that somebody would read with concern, which only a line
	 * of memprof's own may be.
	 */
	String printed() throws IOException {
		List<String> errors = since(this.errorsBefore, this.host.errors());
		assertThat(errors).allMatch((line) -> OF_THE_JVM.matcher(line).matches());
		List<String> warnings = since(this.linesBefore, this.host.output()).stream()
			.filter((line) -> WARNING.matcher(line).matches())
			.toList();
		assertThat(warnings).allMatch((line) -> OURS.matcher(line).matches());
		return "on stderr: %s; warnings in the log: %s".formatted(quote(errors), quote(warnings));
	}

	private static List<String> since(int before, List<String> lines) {
		return lines.subList(before, lines.size());
	}

	private static String quote(List<String> lines) {
		return lines.isEmpty() ? "none"
				: lines.stream()
					.map((line) -> (line.length() > LONGEST_QUOTE) ? line.substring(0, LONGEST_QUOTE) + "…" : line)
					.collect(Collectors.joining(", "));
	}

	private void visit() {
		while (this.open) {
			boolean served;
			try {
				served = this.host.send("GET", "/hello").body().equals("hello");
			}
			catch (Exception ex) {
				served = false;
			}
			this.requests.incrementAndGet();
			this.failed.addAndGet(served ? 0 : 1);
		}
	}

	@Override
	public void close() {
		this.open = false;
	}

}

package io.memprof.e2e;

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

	private static final Pattern COMPLAINT = Pattern.compile("(WARN|ERROR) .*|\\[.*\\]\\[(warning|error)\\].*");

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
	}

	/**
	 * From now on.
	 */
	static Watch begin(FaultHost host) throws Exception {
		Watch watch = new Watch(host, host.program().lines().size(), host.errors().size());
		watch.visitor.start();
		return watch;
	}

	/**
	 * From the start of the host on, as far as what it prints goes.
	 */
	static Watch fromStart(FaultHost host) {
		Watch watch = new Watch(host, 0, 0);
		watch.visitor.start();
		return watch;
	}

	/**
	 * Ends, and fails when the host has noticed anything.
	 * @return what it noticed
	 */
	String end() throws Exception {
		this.open = false;
		this.visitor.join();
		assertThat(this.failed).as(this.host.program().output()).hasValue(0);
		assertThat(this.requests.get()).isPositive();
		return "%,d of %,d requests failed; %s".formatted(this.failed.get(), this.requests.get(),
				printed(this.host, this.linesBefore, this.errorsBefore));
	}

	/**
	 * What a host has printed that somebody would read with concern, which only a line of
	 * memprof's own may be.
	 */
	static String printed(FaultHost host, int linesBefore, int errorsBefore) throws Exception {
		List<String> lines = host.program().lines();
		List<String> complaints = lines.subList(linesBefore, lines.size())
			.stream()
			.filter((line) -> COMPLAINT.matcher(line).matches())
			.toList();
		assertThat(complaints).allMatch((line) -> OURS.matcher(line).matches());
		List<String> all = host.errors();
		List<String> errors = all.subList(errorsBefore, all.size());
		assertThat(errors).allMatch((line) -> OF_THE_JVM.matcher(line).matches());
		return "on stderr: %s; warnings in the log: %s".formatted(quote(errors), quote(complaints));
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
				served = this.host.http().get("/hello").body().equals("hello");
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

package io.memprof.telemetry;

import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * The lines that were logged, by memprof's exporter and by Micrometer.
 */
public final class LogLines implements AutoCloseable {

	private final Logger root = (Logger) LoggerFactory.getLogger("io");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	public LogLines() {
		this.appender.start();
		this.root.addAppender(this.appender);
	}

	public List<String> all() {
		return List.copyOf(this.appender.list)
			.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.INFO))
			.map((event) -> event.getLevel() + " " + event.getFormattedMessage())
			.toList();
	}

	@Override
	public void close() {
		this.root.detachAppender(this.appender);
	}

}

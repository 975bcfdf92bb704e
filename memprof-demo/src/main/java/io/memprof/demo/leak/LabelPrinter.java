package io.memprof.demo.leak;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.memprof.demo.catalog.LabelPrinted;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Direct buffers for a printer: the heap looks fine, the process does not.
 */
@Component
class LabelPrinter extends Leak {

	private final Queue<ByteBuffer> printed = new ConcurrentLinkedQueue<>();

	LabelPrinter() {
		super("direct-buffer", "direct buffers of printed labels, kept in case one jams");
	}

	@EventListener
	void print(LabelPrinted label) {
		if (leaking()) {
			byte[] picture = label.label();
			this.printed.add(ByteBuffer.allocateDirect(picture.length).put(picture));
		}
	}

	@Override
	int kept() {
		return this.printed.size();
	}

	@Override
	void release() {
		this.printed.clear();
	}

}

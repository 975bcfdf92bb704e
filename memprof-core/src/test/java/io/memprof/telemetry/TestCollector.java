package io.memprof.telemetry;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.memprof.telemetry.TelemetryConfig.Transport;

/**
 * A collector in this JVM that keeps what it is sent.
 */
abstract class TestCollector implements AutoCloseable {

	private final List<ReceivedPush> pushes = new CopyOnWriteArrayList<>();

	/** Answers wait for it. */
	volatile CountDownLatch mayAnswer = new CountDownLatch(0);

	/** Opens when a push has come in. */
	final CountDownLatch received = new CountDownLatch(1);

	static TestCollector start(Transport transport) throws Exception {
		return (transport == Transport.GRPC) ? new GrpcCollector() : new HttpCollector();
	}

	abstract URI endpoint();

	/** What it answers to every push from now on; the status is of HTTP or gRPC. */
	abstract void answer(int status);

	void receive(ReceivedPush push) {
		this.pushes.add(push);
		this.received.countDown();
	}

	void awaitMayAnswer() {
		try {
			this.mayAnswer.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	List<ReceivedPush> pushes() {
		return new ArrayList<>(this.pushes);
	}

	ReceivedPush lastPush() {
		return this.pushes.get(this.pushes.size() - 1);
	}

	@Override
	public abstract void close();

}

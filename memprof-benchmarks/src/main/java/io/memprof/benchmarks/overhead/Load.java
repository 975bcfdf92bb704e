package io.memprof.benchmarks.overhead;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * A closed loop: each connection asks for the next path when the last has been answered.
 */
final class Load implements AutoCloseable {

	private final ExecutorService threads;

	private final int connections;

	private final List<String> paths;

	Load(int connections, List<String> paths) {
		this.connections = connections;
		this.paths = List.copyOf(paths);
		this.threads = Executors.newFixedThreadPool(connections);
		// else the JDK keeps five alive
		System.setProperty("http.maxConnections", String.valueOf(connections));
	}

	/** Loads one server for that long; blocks. */
	Measurement run(Server server, Duration time) throws InterruptedException {
		Duration cpu = server.cpu();
		long begin = System.nanoTime();
		List<Future<Answers>> loops = new ArrayList<>();
		for (int i = 0; i < this.connections; i++) {
			int first = i;
			loops.add(this.threads.submit(() -> ask(server.base(), first, begin + time.toNanos())));
		}
		List<Answers> answers = new ArrayList<>();
		for (Future<Answers> loop : loops) {
			answers.add(result(loop));
		}
		double seconds = (System.nanoTime() - begin) / 1e9;
		return new Measurement(seconds, server.cpu().minus(cpu).toNanos() / 1e9,
				answers.stream().flatMapToLong(Answers::nanos).toArray(),
				answers.stream().mapToLong(Answers::failed).sum());
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	private Answers ask(URI base, int first, long end) throws IOException {
		LongStream.Builder nanos = LongStream.builder();
		long failed = 0;
		for (int i = first; System.nanoTime() < end; i++) {
			long begin = System.nanoTime();
			failed += ask(base.resolve(this.paths.get(i % this.paths.size()))) ? 0 : 1;
			nanos.add(System.nanoTime() - begin);
		}
		return new Answers(nanos.build(), failed);
	}

	/** Whether the answer is a success. */
	private static boolean ask(URI uri) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
		int status = connection.getResponseCode();
		// read to its end, or the connection is not kept
		try (InputStream body = (status < 400) ? connection.getInputStream() : connection.getErrorStream()) {
			if (body != null) {
				body.transferTo(OutputStream.nullOutputStream());
			}
		}
		return status < 400;
	}

	private static Answers result(Future<Answers> loop) throws InterruptedException {
		try {
			return loop.get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("a server did not answer under load", ex.getCause());
		}
	}

	private record Answers(LongStream nanos, long failed) {
	}

}

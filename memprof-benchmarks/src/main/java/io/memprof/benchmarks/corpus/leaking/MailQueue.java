package io.memprof.benchmarks.corpus.leaking;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.memprof.benchmarks.corpus.Leaks;
import io.memprof.benchmarks.corpus.Load;
import io.memprof.benchmarks.corpus.Program;
import io.memprof.benchmarks.corpus.Texts;

/**
 * Mails are handed to one worker with an unbounded queue, twice as fast as it sends them.
 */
@Load(perSecond = 100)
@Leaks(what = { "MailQueue\\$Mail\\b", "MailQueue\\$\\$Lambda" }, who = { "LinkedBlockingQueue", "ThreadPoolExecutor" })
public final class MailQueue implements Program {

	private final ExecutorService sender = Executors.newSingleThreadExecutor();

	@Override
	public void serve(long millis) {
		this.sender.execute(new Mail("order " + millis, Texts.ofLength(20_000)));
	}

	private record Mail(String subject, String body) implements Runnable {

		@Override
		public void run() {
			try {
				Thread.sleep(20);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}

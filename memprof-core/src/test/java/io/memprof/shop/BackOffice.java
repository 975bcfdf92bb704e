package io.memprof.shop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the shop does outside the heap, each in a way that leaks and one that does not.
 */
final class BackOffice {

	private static final int POOL_BOUND = 300;

	private static final int BUFFERS = 200;

	private static final int BUFFER_BYTES = 64 << 10;

	private static final Random RANDOM = new Random(1);

	private static final List<Object> modules = new ArrayList<>();

	private static final List<ByteBuffer> frames = new ArrayList<>();

	private static final Deque<ByteBuffer> pool = new ArrayDeque<>();

	private static final ExecutorService shared = Executors.newFixedThreadPool(POOL_BOUND);

	private static int imported;

	private BackOffice() {
	}

	/** An executor for each import, never shut down. */
	static void importOnItsOwnExecutor() {
		Executors.newFixedThreadPool(1).execute(() -> imported++);
	}

	/**
	 * One executor for all, which starts a thread for each task until it has them all.
	 */
	static void importOnTheSharedExecutor() {
		shared.execute(() -> imported++);
	}

	/** A module that is deployed again, and the old one is kept. */
	static void redeploy() {
		modules.add(new ModuleLoader().deploy());
	}

	/** The same, and the old ones are let go. */
	static void redeployCleanly() {
		modules.clear();
		redeploy();
	}

	/** A buffer of the exact size, kept for the next frame of that size. */
	static void sendInOddSizes() {
		frames.add(ByteBuffer.allocateDirect(20_001 + RANDOM.nextInt(100_000)));
	}

	/**
	 * Buffers of one size, which are reused; more are in use at once until there are
	 * enough.
	 */
	static void sendFromThePool() {
		if (pool.size() < BUFFERS) {
			pool.add(ByteBuffer.allocateDirect(BUFFER_BYTES));
		}
		pool.add(pool.remove());
	}

	/** Loads the classes of a module anew. */
	private static final class ModuleLoader extends ClassLoader {

		ModuleLoader() {
			super(BackOffice.class.getClassLoader());
		}

		List<Object> deploy() {
			List<Object> parts = new ArrayList<>();
			for (Class<?> type : List.of(Order.class, OrderDesk.class, Shop.class)) {
				try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
					byte[] code = in.readAllBytes();
					parts.add(defineClass(type.getName(), code, 0, code.length));
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			}
			return parts;
		}

	}

}

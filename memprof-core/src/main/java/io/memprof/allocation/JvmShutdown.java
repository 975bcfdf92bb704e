package io.memprof.allocation;

/**
 * Whether this JVM is ending.
 * <p>
 * JFR ends in a shutdown hook, beside those of the application, which may still drain its
 * requests for half a minute. A recording that begins after that waits in the JVM for
 * ever, holding the lock that closing any recording needs, so that the application never
 * ends either (seen on JDK 17). Who is about to begin one asks here first.
 */
public final class JvmShutdown {

	private static final Thread NOTHING = new Thread(() -> {
	}, "memprof-shutdown");

	private JvmShutdown() {
	}

	/**
	 * Whether shutdown hooks may be running. A JVM that is ending takes no hook, which is
	 * the only sign of it.
	 */
	public static synchronized boolean hasBegun() {
		try {
			Runtime.getRuntime().addShutdownHook(NOTHING);
			Runtime.getRuntime().removeShutdownHook(NOTHING);
			return false;
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

}

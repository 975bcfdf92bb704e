package io.memprof.profiles;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import io.memprof.profiles.ProfilesConfig.Format;
import io.memprof.telemetry.PushChannel;
import io.memprof.telemetry.PushTarget;
import io.memprof.telemetry.PushThread;
import io.memprof.telemetry.TelemetryConfig.Compression;
import io.memprof.telemetry.TelemetryConfig.Transport;
import io.memprof.telemetry.TelemetryStatus;
import io.memprof.telemetry.TlsTrust;
import org.jspecify.annotations.Nullable;

/**
 * Pushes a profile of who allocates once an interval. Experimental.
 * <p>
 * The constructor only stores. {@link #start()} takes no time: JFR is begun, and all the
 * rest done, on the thread {@code memprof-profiles}, a daemon. What goes wrong there is
 * told by {@link #status()} and one line in the log; a profile that cannot be pushed is
 * lost.
 * <p>
 * Needs {@code tools.profiler:jfr-converter} 4.5 on the class path, and what the push of
 * meters needs: {@code micrometer-registry-otlp} for its opentelemetry-proto, and OkHttp.
 */
public final class AllocationProfiles implements AutoCloseable {

	private static final String OTLP_PATH = "/v1development/profiles";

	private static final String PYROSCOPE_PATH = "/ingest";

	private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

	private final ProfilesConfig config;

	private final RecordingSource recordings;

	private final ProfileEncoder encoder;

	private final PushChannel channel;

	private @Nullable PushThread thread;

	private @Nullable ProfileCycle cycle;

	/**
	 * Profiles of this JVM, sent to whom the JVM trusts.
	 */
	public AllocationProfiles(ProfilesConfig config) {
		this(config, null);
	}

	/**
	 * Profiles of this JVM.
	 * @param trust for {@code https} endpoints, or {@code null} for what the JVM trusts
	 */
	public AllocationProfiles(ProfilesConfig config, @Nullable TlsTrust trust) {
		this(config, trust, RecordingSource.ofThisJvm(config.samplesPerSecond()), ProfileEncoder.of(config),
				Clock.systemUTC());
	}

	AllocationProfiles(ProfilesConfig config, @Nullable TlsTrust trust, RecordingSource recordings,
			ProfileEncoder encoder, Clock clock) {
		this.config = config;
		this.recordings = recordings;
		this.encoder = encoder;
		this.channel = new PushChannel(target(config), true, trust, clock, AllocationProfiles.class);
	}

	/**
	 * Begins the first profile within a second: beginning JFR leaves the start of the
	 * application the processor. Starting again what runs does nothing.
	 */
	public void start() {
		start(FIRST_DELAY);
	}

	synchronized void start(Duration firstDelay) {
		if (this.thread == null) {
			ProfileCycle cycle = new ProfileCycle(this.recordings, this.encoder, this.channel);
			PushThread thread = new PushThread("memprof-profiles", cycle, this.config.interval());
			this.cycle = cycle;
			this.thread = thread;
			thread.start(firstDelay);
		}
	}

	/**
	 * Ends it, without a last push, and breaks off one under way; waits for nothing. May
	 * be called again, and started again.
	 */
	public synchronized void stop() {
		if (this.thread != null && this.cycle != null) {
			this.cycle.stop();
			this.thread.finish();
			this.channel.close();
			this.thread = null;
			this.cycle = null;
		}
	}

	@Override
	public void close() {
		stop();
	}

	/**
	 * How the pushes go. For any thread, at any time.
	 */
	public TelemetryStatus status() {
		return this.channel.status();
	}

	/**
	 * Ends the profile under way and pushes it now; waits as long as the timeout.
	 */
	void pushNow() {
		PushThread thread;
		synchronized (this) {
			thread = this.thread;
		}
		if (thread != null) {
			thread.pushNow(this.config.timeout());
		}
	}

	private static PushTarget target(ProfilesConfig config) {
		boolean otlp = config.format() == Format.OTLP;
		URI endpoint = config.endpoint();
		return new PushTarget(words(otlp), endpoint, PushTarget.pathOr(otlp ? OTLP_PATH : PYROSCOPE_PATH, endpoint),
				Transport.HTTP, config.interval(), config.timeout(), otlp ? Compression.GZIP : Compression.NONE,
				config.headers());
	}

	private static PushTarget.Words words(boolean otlp) {
		return new PushTarget.Words("profiles", otlp ? "OTLP/HTTP" : "Pyroscope's ingest API", "memprof.profiles",
				"memprof.profiles.interval", otlp ? OTLP_PATH : PYROSCOPE_PATH,
				otlp ? "the feature gate service.profilesSupport and an otlp receiver with HTTP in a profiles pipeline"
						: "a Pyroscope, or what passes on to one",
				"check memprof.profiles.format",
				"does not speak HTTP/1.1 on this port: profiles go to the port of OTLP/HTTP, usually 4318, or of "
						+ "Pyroscope, usually 4040",
				"those are lost", "loses the profiles");
	}

}

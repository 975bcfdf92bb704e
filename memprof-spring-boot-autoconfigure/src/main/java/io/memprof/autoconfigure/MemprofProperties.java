package io.memprof.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.memprof.leak.LeakSettings.ReferenceChains;
import io.memprof.profiles.ProfilesConfig.Format;
import io.memprof.telemetry.TelemetryConfig.Compression;
import io.memprof.telemetry.TelemetryConfig.SessionLabel;
import io.memprof.telemetry.TelemetryConfig.Transport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What {@code application.yml} says under {@code memprof}, as text, numbers and durations
 * of the right type; {@link ProfilerSettingsMapping}, {@link TelemetryConfigMapping},
 * {@link ProfilesConfigMapping} and {@link HistorySettingsMapping} check it.
 *
 * @param enabled Whether memprof runs at all.
 * @param samplingInterval Time between two snapshots of memory use.
 * @param maxSamples Number of snapshots kept in memory.
 * @param components Package prefixes that make up each component, by component name. Code
 * that no prefix covers is named by rule.
 * @param allocations Tracking of allocations.
 * @param leaks Judgement of leaks.
 * @param flameGraph Allocation flame graph.
 * @param thresholds Levels of memory use.
 * @param telemetry Push of the thirteen meters over OTLP.
 * @param profiles Push of allocation profiles. Experimental.
 * @param history Reports that outlive the process.
 * @param cost What memprof may take before it backs off.
 */
@ConfigurationProperties("memprof")
record MemprofProperties(@DefaultValue("true") boolean enabled, @DefaultValue("5s") Duration samplingInterval,
		@DefaultValue("1000") int maxSamples, @DefaultValue Map<String, List<String>> components,
		@DefaultValue Allocations allocations, @DefaultValue Leaks leaks, @DefaultValue FlameGraph flameGraph,
		@DefaultValue Thresholds thresholds, @DefaultValue Telemetry telemetry, @DefaultValue Profiles profiles,
		@DefaultValue History history, @DefaultValue Cost cost) {

	/**
	 * Tracking of allocations.
	 *
	 * @param enabled Whether allocations are sampled.
	 * @param samplesPerSecond Most allocation samples the JVM takes in a second, over all
	 * threads.
	 * @param exactOperations Whether the bytes that requests, jobs and messages allocate
	 * on platform threads are measured, where the application observes them.
	 */
	record Allocations(@DefaultValue("true") boolean enabled, @DefaultValue("150") int samplesPerSecond,
			@DefaultValue("true") boolean exactOperations) {
	}

	/**
	 * Judgement of leaks.
	 *
	 * @param enabled Whether leaks are judged.
	 * @param analysisInterval Time between two analyses, which collect surviving objects
	 * and compute a verdict.
	 * @param warmUp Time after start without a verdict. The windows of the judgement
	 * scale with it.
	 * @param referenceChains When to walk from surviving objects to the garbage
	 * collection roots.
	 * @param pauseBudget Longest predicted pause with which a walk to the garbage
	 * collection roots is still started. Zero starts none.
	 * @param ignore Fingerprints or class patterns that are never reported; '*' matches
	 * any text.
	 */
	record Leaks(@DefaultValue("true") boolean enabled, @DefaultValue("60s") Duration analysisInterval,
			@DefaultValue("10m") Duration warmUp, @DefaultValue("on-suspicion") ReferenceChains referenceChains,
			@DefaultValue("500ms") Duration pauseBudget, @DefaultValue List<String> ignore) {
	}

	/**
	 * Allocation flame graph.
	 *
	 * @param enabled Whether the bounded tree of allocating stacks is kept.
	 */
	record FlameGraph(@DefaultValue("true") boolean enabled) {
	}

	/**
	 * Levels of memory use.
	 *
	 * @param warning Memory use that is a warning: a share of the limit that binds first,
	 * such as 80%, or a data size, such as 650MB.
	 * @param alert Memory use that is an alert: a share of the limit that binds first,
	 * such as 90%, or a data size, such as 900MB.
	 */
	record Thresholds(@DefaultValue("80%") String warning, @DefaultValue("90%") String alert) {
	}

	/**
	 * Push of the thirteen meters over OTLP.
	 *
	 * @param enabled Whether memprof's own exporter pushes the thirteen meters.
	 * @param endpoint URL of the collector. Port 4318 or a path such as /v1/metrics means
	 * OTLP over HTTP, anything else OTLP over gRPC.
	 * @param transport Protocol below OTLP. By default what the endpoint implies.
	 * @param serviceName Resource attribute service.name. By default the name of the
	 * application.
	 * @param serviceVersion Resource attribute service.version. By default the version of
	 * the build.
	 * @param exportInterval Time between two pushes.
	 * @param headers Headers sent with each push, such as an access token. Their values
	 * are never logged nor shown.
	 * @param timeout Longest time one push may take.
	 * @param compression Compression of the pushed body.
	 * @param sessionLabel Meters that carry the label session_id.
	 * @param traceCorrelation Whether meters and traces lead to each other: the instance
	 * and the profiling session on the resource and on spans, and exemplars on the meters
	 * of allocations and leaks.
	 */
	record Telemetry(@DefaultValue("false") boolean enabled, @DefaultValue("http://localhost:4317") String endpoint,
			@Nullable Transport transport, @Nullable String serviceName, @Nullable String serviceVersion,
			@DefaultValue("10s") Duration exportInterval, @DefaultValue Map<String, String> headers,
			@DefaultValue("10s") Duration timeout, @DefaultValue("gzip") Compression compression,
			@DefaultValue("snapshot") SessionLabel sessionLabel, @DefaultValue("true") boolean traceCorrelation) {

		/**
		 * Without the headers, whose values may be secrets.
		 */
		@Override
		public String toString() {
			return "Telemetry[enabled=" + this.enabled + "]";
		}

	}

	/**
	 * Push of allocation profiles. Experimental.
	 *
	 * @param enabled Whether a profile of who allocates is pushed once an interval.
	 * Experimental; needs tools.profiler:jfr-converter on the class path.
	 * @param endpoint URL of the collector or of Pyroscope.
	 * @param format Form of the profiles. By default what the endpoint implies: a path
	 * that ends in /ingest means pyroscope, anything else otlp.
	 * @param interval Time that one profile covers.
	 * @param headers Headers sent with each push, such as an access token. Their values
	 * are never logged nor shown.
	 * @param timeout Longest time one push may take.
	 */
	record Profiles(@DefaultValue("false") boolean enabled,
			@DefaultValue("http://localhost:4318/v1development/profiles") String endpoint, @Nullable Format format,
			@DefaultValue("60s") Duration interval, @DefaultValue Map<String, String> headers,
			@DefaultValue("10s") Duration timeout) {

		/**
		 * Without the headers, whose values may be secrets.
		 */
		@Override
		public String toString() {
			return "Profiles[enabled=" + this.enabled + "]";
		}

	}

	/**
	 * Reports that outlive the process.
	 *
	 * @param directory Directory in which the last report of each run is kept. Nothing is
	 * kept without it.
	 * @param maxSize Most that the kept reports of this service may take together.
	 * @param maxAge Age at which a kept report is removed.
	 */
	record History(@Nullable String directory, @DefaultValue("10MB") DataSize maxSize,
			@DefaultValue("30d") Duration maxAge) {
	}

	/**
	 * What memprof may take before it backs off.
	 *
	 * @param maxCpu Share of one processor, over five minutes. By default 1%, or 10%
	 * where the warm-up is below a minute, as in tests and demos.
	 * @param maxHeap Heap that memprof's own structures may hold.
	 * @param maxDisk Finished chunks of JDK Flight Recorder that memprof's stream may
	 * keep on disk.
	 */
	record Cost(@Nullable String maxCpu, @DefaultValue("30MB") DataSize maxHeap,
			@DefaultValue("64MB") DataSize maxDisk) {
	}

}

package io.memprof.telemetry;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import io.micrometer.registry.otlp.OtlpMeterRegistry;

/**
 * The private registry, the exporter that fills it, and a way to publish it on demand.
 */
final class OtlpPipeline {

	/** Since Micrometer 1.17. */
	private static final String EXEMPLARS = "io.micrometer.registry.otlp.ExemplarContextProvider";

	private final OtlpMeterRegistry registry;

	private final RegistryTelemetryExporter meters;

	private final MethodHandle publish;

	OtlpPipeline(TelemetryConfig config, String firstSessionId, CollectorSender sender, boolean withExemplars) {
		OtlpMeterRegistry.Builder builder = OtlpMeterRegistry.builder(new OtlpSettings(config, firstSessionId))
			.metricsSender(sender);
		Exemplars exemplars = (withExemplars && knowsExemplars()) ? PushedExemplars.of(builder) : Exemplars.NONE;
		this.registry = builder.build();
		this.meters = new RegistryTelemetryExporter(this.registry, config.sessionLabel(), exemplars);
		this.publish = publishOf(this.registry);
	}

	RegistryTelemetryExporter meters() {
		return this.meters;
	}

	/**
	 * Encodes all meters and sends them.
	 */
	void publish() throws Throwable {
		this.publish.invokeExact();
	}

	/**
	 * Closes the registry. Sends nothing.
	 */
	void close() {
		this.registry.close();
	}

	private static boolean knowsExemplars() {
		try {
			Class.forName(EXEMPLARS, false, OtlpMeterRegistry.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	/**
	 * Micrometer publishes on its own schedule only: {@code publish()} is protected, and
	 * the constructor that takes a sender is private, so no subclass can open it up. The
	 * method has had this name and form since the first push registry.
	 */
	private static MethodHandle publishOf(OtlpMeterRegistry registry) {
		try {
			return MethodHandles.privateLookupIn(OtlpMeterRegistry.class, MethodHandles.lookup())
				.findVirtual(OtlpMeterRegistry.class, "publish", MethodType.methodType(void.class))
				.bindTo(registry);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("this version of Micrometer cannot be asked to publish", ex);
		}
	}

}

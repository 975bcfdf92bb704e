package io.memprof.telemetry;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import io.micrometer.registry.otlp.OtlpMeterRegistry;

/**
 * The private registry, the exporter that fills it, and a way to publish it on demand.
 */
final class OtlpPipeline {

	private final OtlpMeterRegistry registry;

	private final RegistryTelemetryExporter meters;

	private final MethodHandle publish;

	OtlpPipeline(TelemetryConfig config, CollectorSender sender) {
		this.registry = OtlpMeterRegistry.builder(new OtlpSettings(config)).metricsSender(sender).build();
		this.meters = new RegistryTelemetryExporter(this.registry, config.sessionLabel());
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

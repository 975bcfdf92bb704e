package io.memprof.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.memprof.telemetry.TelemetryConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What the application says about itself to OpenTelemetry: its property first, then the
 * variable {@value #VARIABLE}, as Boot has it for traces and logs.
 */
final class ResourceAttributes {

	static final String PROPERTY = "management.opentelemetry.resource-attributes";

	static final String INSTANCE = "service.instance.id";

	private static final String VARIABLE = "OTEL_RESOURCE_ATTRIBUTES";

	private static final String SESSION_ID = "[0-9a-f]{12}";

	private final Environment environment;

	private final UnaryOperator<@Nullable String> systemEnvironment;

	ResourceAttributes(Environment environment) {
		this(environment, System::getenv);
	}

	ResourceAttributes(Environment environment, UnaryOperator<@Nullable String> systemEnvironment) {
		this.environment = environment;
		this.systemEnvironment = systemEnvironment;
	}

	/**
	 * The name of the property that sets an attribute.
	 */
	static String property(String attribute) {
		return PROPERTY + "[" + attribute + "]";
	}

	/**
	 * {@value #INSTANCE}, or {@code null} when it is not set.
	 */
	@Nullable String instance() {
		String bound = bound(INSTANCE);
		return (bound != null) ? bound : fromVariable(INSTANCE);
	}

	/**
	 * The id of the first profiling session where it is on the resource, or {@code null}.
	 */
	@Nullable String session() {
		String id = bound(TelemetryConfig.SESSION_ATTRIBUTE);
		return (id != null && id.matches(SESSION_ID)) ? id : null;
	}

	private @Nullable String bound(String attribute) {
		Map<String, String> attributes = Binder.get(this.environment)
			.bind(PROPERTY, Bindable.mapOf(String.class, String.class))
			.orElse(null);
		String value = (attributes != null) ? attributes.get(attribute) : null;
		return (value != null && !value.isBlank()) ? value : null;
	}

	/** Keys and values, {@code a=1,b=2}, the values percent-encoded. */
	private @Nullable String fromVariable(String attribute) {
		for (String pair : StringUtils.tokenizeToStringArray(this.systemEnvironment.apply(VARIABLE), ",")) {
			int equals = pair.indexOf('=');
			if (equals > 0 && pair.substring(0, equals).trim().equals(attribute)) {
				String value = pair.substring(equals + 1).trim();
				return value.isEmpty() ? null : decoded(value);
			}
		}
		return null;
	}

	private static String decoded(String value) {
		try {
			return StringUtils.uriDecode(value, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			// not encoded, whatever the specification says
			return value;
		}
	}

}

package io.memprof.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.memprof.allocation.ComponentNaming;
import org.jspecify.annotations.Nullable;

/**
 * Names of methods as sampled operations have them, {@code OrderController.create}, made
 * once for each of the first {@value #MOST}. Any thread.
 */
final class HandlerNames {

	private static final int MOST = 1_000;

	private final Map<Method, String> names = new ConcurrentHashMap<>();

	/**
	 * The name, or {@code null} for a method whose code is elsewhere, as that of an
	 * interface or a proxy.
	 */
	@Nullable String of(Method method) {
		String known = this.names.get(method);
		return (known != null) ? known : newNameOf(method);
	}

	private @Nullable String newNameOf(Method method) {
		Class<?> type = method.getDeclaringClass();
		if (Modifier.isAbstract(method.getModifiers()) || Proxy.isProxyClass(type)) {
			return null;
		}
		String name = ComponentNaming.operation(type.getName(), method.getName());
		if (this.names.size() < MOST) {
			this.names.put(method, name);
		}
		return name;
	}

}

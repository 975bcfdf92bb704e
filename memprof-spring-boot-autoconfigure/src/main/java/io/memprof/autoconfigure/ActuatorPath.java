package io.memprof.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;

/**
 * The path under which Actuator maps the endpoint. Known when all beans are there, as it
 * is asked for by one that is made early.
 */
final class ActuatorPath implements EndpointPath, SmartInitializingSingleton {

	private final ObjectProvider<PathMappedEndpoints> exposed;

	private volatile @Nullable String path;

	ActuatorPath(ObjectProvider<PathMappedEndpoints> exposed) {
		this.exposed = exposed;
	}

	@Override
	public void afterSingletonsInstantiated() {
		PathMappedEndpoints endpoints = this.exposed.getIfAvailable();
		this.path = (endpoints != null) ? endpoints.getPath(EndpointId.of("memprof")) : null;
	}

	@Override
	public @Nullable String get() {
		return this.path;
	}

}

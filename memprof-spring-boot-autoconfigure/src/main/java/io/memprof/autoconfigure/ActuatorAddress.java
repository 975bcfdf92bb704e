package io.memprof.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.core.env.Environment;

/**
 * The path of the actuator endpoint as this application maps and exposes it.
 */
final class ActuatorAddress implements ReportAddress {

	private final ObjectProvider<PathMappedEndpoints> exposed;

	private final Environment environment;

	ActuatorAddress(ObjectProvider<PathMappedEndpoints> exposed, Environment environment) {
		this.exposed = exposed;
		this.environment = environment;
	}

	@Override
	public String whereToLook() {
		PathMappedEndpoints endpoints = this.exposed.getIfAvailable();
		if (endpoints == null) {
			return "Report: this context has no web; over JMX with spring.jmx.enabled=true, "
					+ "management.endpoints.jmx.exposure.include=memprof and Jackson.";
		}
		String path = endpoints.getPath(PageAddress.REPORT);
		return (path != null) ? address(path, endpoints.getPath(PageAddress.PAGE))
				: "Report: not exposed over HTTP; set management.endpoints.web.exposure.include=health,memprof.";
	}

	private String address(String report, @Nullable String page) {
		String managementPort = property("management.server.port");
		if (managementPort == null || managementPort.equals(property("server.port"))) {
			return address(base("server.servlet.context-path") + base("spring.mvc.servlet.path")
					+ base("spring.webflux.base-path"), report, page);
		}
		String where = managementPort.equals("0") ? "the management port" : "port " + managementPort;
		return address(base("management.server.base-path"), report, page) + " on " + where;
	}

	private static String address(String base, String report, @Nullable String page) {
		return "Report: GET " + base + report + ((page != null) ? ", page: " + base + page : "");
	}

	private String base(String property) {
		String base = property(property);
		return (base != null && !base.equals("/")) ? base : "";
	}

	private @Nullable String property(String name) {
		return this.environment.getProperty(name);
	}

}

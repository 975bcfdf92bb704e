package io.memprof.demo.traffic;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How busy the shop is.
 *
 * @param requestsPerSecond requests per second of all virtual customers together, 0 for a
 * quiet shop
 */
@ConfigurationProperties("demo.traffic")
record TrafficProperties(@DefaultValue("50") int requestsPerSecond) {

	TrafficProperties {
		if (requestsPerSecond < 0 || requestsPerSecond > 10_000) {
			throw new IllegalArgumentException(
					"demo.traffic.requests-per-second is " + requestsPerSecond + "; 0 to 10000 is accepted");
		}
	}

}

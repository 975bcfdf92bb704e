package io.memprof.demo.leak;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What leaks from the start.
 *
 * @param leak names of leaks, or {@code none}
 */
@ConfigurationProperties("demo")
record LeakProperties(@DefaultValue Set<String> leak) {

}

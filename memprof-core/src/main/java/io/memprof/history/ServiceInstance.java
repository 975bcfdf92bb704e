package io.memprof.history;

import org.jspecify.annotations.Nullable;

/**
 * Whose runs are kept.
 *
 * @param service name of the application; runs of one service are compared
 * @param version of the application, or {@code null} when unknown
 * @param instance which of the instances that share a directory
 */
public record ServiceInstance(String service, @Nullable String version, String instance) {
}

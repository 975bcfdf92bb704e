/**
 * What a user does, done with the packaged shop and the real collector, Prometheus and
 * Jaeger on free loopback ports: {@code ./mvnw verify -Pe2e}. The programs that are not
 * Java are built by Go from the module {@code tools}.
 */
package io.memprof.e2e;

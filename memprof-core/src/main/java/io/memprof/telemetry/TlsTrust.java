package io.memprof.telemetry;

import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whom to trust at the other end of a TLS connection, in place of the JVM's default trust
 * store; with a client certificate when the factory has one.
 *
 * @param socketFactory opens the connections
 * @param trustManager the one the factory was made with
 */
public record TlsTrust(SSLSocketFactory socketFactory, X509TrustManager trustManager) {
}

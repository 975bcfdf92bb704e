package io.memprof.telemetry;

import java.net.URI;

import io.memprof.telemetry.TelemetryConfig.Transport;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class CollectorTlsTests {

	private final HeldCertificate certificate = new HeldCertificate.Builder().addSubjectAlternativeName("localhost")
		.build();

	private OtlpTelemetryExporter exporter;

	@AfterEach
	void stop() {
		this.exporter.shutdown();
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void pushesToACollectorThatItTrusts(Transport transport) throws Exception {
		try (TestCollector collector = start(transport, this.certificate)) {
			push(transport, collector.endpoint(), trust(this.certificate));

			assertThat(collector.pushes()).hasSize(1);
			assertThat(this.exporter.status().state()).isEqualTo(ExportState.OK);
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void saysThatTheCertificateIsNotTrusted(Transport transport) throws Exception {
		try (TestCollector collector = start(transport, this.certificate)) {
			push(transport, collector.endpoint(), null);

			assertThat(this.exporter.status().lastError()).contains("TLS certificate is not trusted")
				.contains("javax.net.ssl.trustStore");
		}
	}

	@Test
	void saysThatTheCertificateIsForAnotherHost() throws Exception {
		HeldCertificate other = new HeldCertificate.Builder().addSubjectAlternativeName("elsewhere").build();
		try (TestCollector collector = start(Transport.HTTP, other)) {
			push(Transport.HTTP, collector.endpoint(), trust(other));

			assertThat(this.exporter.status().lastError()).contains("is for another host name");
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void saysThatThePortDoesNotSpeakTls(Transport transport) throws Exception {
		try (GrpcCollector collector = new GrpcCollector()) {
			push(transport, URI.create("https://localhost:" + collector.endpoint().getPort()), null);

			assertThat(this.exporter.status().lastError()).contains("use http:// in memprof.telemetry.endpoint");
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void saysThatThePortWantsTls(Transport transport) throws Exception {
		try (TestCollector collector = start(transport, this.certificate)) {
			push(transport, URI.create("http://localhost:" + collector.endpoint().getPort()), null);

			assertThat(this.exporter.status().lastError()).contains("https://");
		}
	}

	@Test
	void saysThatATlsPortWithoutHttp2DoesNotSpeakGrpc() throws Exception {
		try (TestCollector collector = start(Transport.HTTP, this.certificate)) {
			push(Transport.GRPC, collector.endpoint(), trust(this.certificate));

			assertThat(this.exporter.status().lastError()).contains("memprof.telemetry.transport=http");
		}
	}

	private void push(Transport transport, URI endpoint, TlsTrust trust) {
		this.exporter = new OtlpTelemetryExporter(Configs.to(transport, endpoint), trust);
		Samples.exportEverything(this.exporter);
		this.exporter.flush();
	}

	private static TestCollector start(Transport transport, HeldCertificate certificate) throws Exception {
		HandshakeCertificates certificates = new HandshakeCertificates.Builder().heldCertificate(certificate).build();
		return (transport == Transport.GRPC) ? GrpcCollector.withTls(certificates)
				: HttpCollector.withTls(certificates);
	}

	private static TlsTrust trust(HeldCertificate certificate) {
		HandshakeCertificates trusted = new HandshakeCertificates.Builder()
			.addTrustedCertificate(certificate.certificate())
			.build();
		return new TlsTrust(trusted.sslSocketFactory(), trusted.trustManager());
	}

}

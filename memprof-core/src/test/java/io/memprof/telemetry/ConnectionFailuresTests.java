package io.memprof.telemetry;

import java.io.IOException;
import java.net.URI;

import io.memprof.telemetry.TelemetryConfig.Transport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionFailuresTests {

	@ParameterizedTest
	@ValueSource(strings = { "unexpected end of stream on http://localhost:4317/", "exhausted all routes", "closed",
			"Expected a SETTINGS frame but was DATA" })
	void aBrokenConnectionIsExplainedWhateverTheClientCallsIt(String message) {
		ConnectionFailures failures = new ConnectionFailures(
				CollectorAddress.of(Configs.to(Transport.GRPC, URI.create("http://localhost:4317"))));
		assertThat(failures.explain(new IOException(message)).toString()).contains("wants TLS (https://)")
			.contains("memprof.telemetry.transport=http");
	}

}

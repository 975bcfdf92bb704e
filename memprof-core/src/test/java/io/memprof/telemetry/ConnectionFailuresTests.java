package io.memprof.telemetry;

import java.io.IOException;
import java.net.URI;

import io.memprof.telemetry.TelemetryConfig.Transport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionFailuresTests {

	@Test
	void aConnectionThatBrokeTwiceIsExplainedLikeOneThatBrokeOnce() {
		ConnectionFailures failures = new ConnectionFailures(
				Configs.to(Transport.GRPC, URI.create("http://localhost:4317")));
		assertThat(failures.explain(new IOException("exhausted all routes")))
			.isEqualTo(failures.explain(new IOException("unexpected end of stream on http://localhost:4317/")));
	}

}

package io.memprof.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PeerTests {

	private static final Path JAR = Path.of("application.jar");

	@TempDir
	private Path agents;

	@Test
	void anAgentIsFoundWithItsVersionAndSendsToTheSink() throws IOException {
		Path agent = Files.createFile(this.agents.resolve("agent-2.9.2.jar"));
		Files.createFile(this.agents.resolve("glowroot-agent-1.0.jar"));
		Variant variant = Peer.named("pyroscope").variant(JAR, this.agents, 4711);
		assertThat(variant.name()).isEqualTo("Pyroscope 2.9.2");
		assertThat(variant.jvmArguments()).startsWith("-javaagent:" + agent)
			.contains("-Dpyroscope.server.address=http://127.0.0.1:4711");
	}

	@Test
	void anAgentThatWasNotCopiedIsRefusedWithWhatToDo() {
		assertThatIllegalArgumentException().isThrownBy(() -> Peer.DATADOG.variant(JAR, this.agents, 1))
			.withMessageContaining("build with -Ppeers, or leave datadog out of --peers");
	}

	@Test
	void anUnknownPeerIsRefusedWithThoseThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> Peer.named("dynatrace"))
			.withMessage("--peers: no dynatrace among [jfr, datadog, pyroscope, opentelemetry, glowroot]");
	}

}

package io.memprof.demo.leak;

import java.util.stream.IntStream;

import io.memprof.demo.report.SalesReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.support.NoOpTaskScheduler;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every leak in the real shop, over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "demo.leak=none", "demo.traffic.requests-per-second=0" })
class LeakTests {

	private static final int ROUNDS = 10;

	@Autowired
	private Leaks leaks;

	@Autowired
	private SalesReport report;

	private final RestClient shop;

	LeakTests(@LocalServerPort int port) {
		this.shop = RestClient.create("http://localhost:" + port);
	}

	@AfterEach
	void stopAll() {
		this.leaks.stopAll();
	}

	@ParameterizedTest
	@CsvSource({ "cache-key, 10", "class-loader, 10", "direct-buffer, 10", "listener, 10", "order-audit, 10",
			"session, 10", "thread-local, 10", "threads, 40", "unbounded-queue, 10" })
	void keepsWhatBusinessBringsUntilItIsStopped(String name, int kept) {
		Leak leak = start(name);
		visitShop();
		assertThat(leak.kept()).isEqualTo(kept);
		stop(name);
		assertThat(leak.kept()).isZero();
		visitShop();
		assertThat(leak.kept()).isZero();
	}

	@Test
	void keepsNothingWithoutALeak() {
		visitShop();
		assertThat(this.leaks.all()).isNotEmpty().allSatisfy((leak) -> assertThat(leak.kept()).isZero());
	}

	@Test
	void listsLeaksWithTheirState() {
		start("listener");
		visitShop();
		String list = this.shop.get().uri("/demo/leaks").retrieve().body(String.class);
		assertThat(list).contains("\"name\":\"listener\"", "\"leaking\":true,\"kept\":" + ROUNDS,
				"\"name\":\"threads\"", "\"leaking\":false,\"kept\":0");
	}

	@Test
	void saysWhichLeaksThereAre() {
		assertThatExceptionOfType(HttpClientErrorException.NotFound.class).isThrownBy(() -> start("lsitener"))
			.withMessageContaining("only cache-key, class-loader");
	}

	private Leak start(String name) {
		this.shop.post().uri("/demo/leaks/{name}", name).retrieve().toBodilessEntity();
		return find(name);
	}

	private void stop(String name) {
		this.shop.delete().uri("/demo/leaks/{name}", name).retrieve().toBodilessEntity();
	}

	private Leak find(String name) {
		Leak leak = this.leaks.find(name);
		assertThat(leak).isNotNull();
		return leak;
	}

	private void visitShop() {
		IntStream.range(0, ROUNDS).forEach((round) -> {
			this.shop.post()
				.uri("/orders")
				.contentType(MediaType.APPLICATION_JSON)
				.body("{\"customerId\":1,\"items\":[{\"productId\":7,\"quantity\":12}]}")
				.retrieve()
				.toBodilessEntity();
			this.shop.get().uri("/products?search=kenya").retrieve().toBodilessEntity();
			this.shop.get().uri("/products/7/label").retrieve().toBodilessEntity();
			this.shop.post().uri("/customers/1/session").retrieve().toBodilessEntity();
			this.report.write();
		});
	}

	/**
	 * Jobs run when a test says so.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class NoSchedule {

		@Bean
		TaskScheduler taskScheduler() {
			return new NoOpTaskScheduler();
		}

	}

}

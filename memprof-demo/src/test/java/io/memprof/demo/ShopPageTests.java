package io.memprof.demo;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page that the shop opens on, as it is served. What it does in a browser is tested
 * in memprof-e2e.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "demo.leak=none", "demo.traffic.requests-per-second=0" })
class ShopPageTests {

	private final RestClient shop;

	ShopPageTests(@LocalServerPort int port) {
		this.shop = RestClient.create("http://localhost:" + port);
	}

	@Test
	void theRootIsThePageWithMemprofInAFrame() {
		ResponseEntity<String> page = get("/");
		assertThat(page.getHeaders().getContentType()).asString().startsWith("text/html");
		assertThat(page.getBody()).contains("<iframe", "src=\"actuator/memprof/ui\"", "title=\"memprof");
	}

	@ParameterizedTest
	@CsvSource({ "shop.css, text/css", "shop.js, text/javascript", "shop.svg, image/svg+xml" })
	void whatThePageAsksForIsThere(String file, String type) {
		assertThat(get("/").getBody()).contains("\"" + file + "\"");
		assertThat(get("/" + file).getHeaders().getContentType()).asString().startsWith(type);
	}

	@Test
	void nothingOnThePageIsInlineOrFromElsewhere() {
		assertThat(get("/").getBody()).contains("content=\"default-src 'self'\"")
			.doesNotContainPattern(Pattern.compile("<style|\\sstyle=|\\son\\w+=|(src|href)=\"(\\w+:|//)"))
			.doesNotContainPattern("<script(?![^>]* src=)");
	}

	private ResponseEntity<String> get(String path) {
		return this.shop.get().uri(path).retrieve().toEntity(String.class);
	}

}

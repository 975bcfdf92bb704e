package io.memprof.leak;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadNamesTests {

	@ParameterizedTest
	@CsvSource({ "main, main", "scheduling-1, scheduling-#", "http-nio-8080-exec-3, http-nio-#-exec-#",
			"kafka-producer-network-thread | producer-1, kafka-producer-network-thread | producer-#",
			"ForkJoinPool.commonPool-worker-1, ForkJoinPool.commonPool-worker-#" })
	void namesThatProgrammersGiveStay(String name, String shown) {
		assertThat(ThreadNames.shown(name)).isEqualTo(shown);
	}

	@ParameterizedTest
	@CsvSource({ "mail to ann@example.com, mail to ann…", "GET /orders?customer=ann, GET …", "token=s3cret, token…",
			"OkHttp https://api.example.com/..., OkHttp https…" })
	void addressesAndValuesAreCutOff(String name, String shown) {
		assertThat(ThreadNames.shown(name)).isEqualTo(shown);
	}

	@Test
	void longOnesAreCutOff() {
		assertThat(ThreadNames.shown("x".repeat(100))).isEqualTo("x".repeat(60) + "…");
	}

	@Test
	void theNameInADescriptionIsShownLikewise() {
		assertThat(ThreadNames.shownIn("Thread Name: import 4711 of ann@example.com"))
			.isEqualTo("Thread Name: import # of ann…");
		assertThat(ThreadNames.shownIn("Thread Group: tenant-12")).isEqualTo("Thread Group: tenant-#");
		assertThat(ThreadNames.shownIn("Size: 1024")).isEqualTo("Size: 1024");
	}

}

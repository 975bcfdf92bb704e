package io.memprof.benchmarks.corpus;

import io.memprof.benchmarks.corpus.healthy.SlidingWindow;
import io.memprof.benchmarks.corpus.leaking.MailQueue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class JudgementTests {

	private static final String OTHER = leak("com.example.Other", "com.example.Shop.sell:1", "java.util.HashMap");

	private static final String MAIL = leak(MailQueue.class.getName() + "$Mail", MailQueue.class.getName() + ".serve:9",
			"java.util.concurrent.LinkedBlockingQueue in java.util.concurrent.ThreadPoolExecutor.workQueue");

	@Test
	void aLeakIsNamedByClassSiteAndHolder() {
		Judgement judgement = leaking(true, OTHER, MAIL);
		assertThat(judgement.detected()).isTrue();
		assertThat(judgement.what()).isTrue();
		assertThat(judgement.where()).isTrue();
		assertThat(judgement.who()).isTrue();
	}

	@Test
	void anAlarmAboutSomethingElseNamesNothing() {
		Judgement judgement = leaking(true, OTHER);
		assertThat(judgement.detected()).isTrue();
		assertThat(judgement.what()).isFalse();
		assertThat(judgement.where()).isFalse();
		assertThat(judgement.who()).isFalse();
	}

	@Test
	void onlyTheThreeWorstLeaksAreRead() {
		assertThat(leaking(true, OTHER, OTHER, OTHER, MAIL).what()).isFalse();
	}

	@Test
	void anAlarmThatWasWithdrawnDetectsNothing() {
		Judgement judgement = leaking(false, MAIL);
		assertThat(judgement.detected()).isFalse();
		assertThat(judgement.what()).isFalse();
	}

	@Test
	void anyAlarmOfAHealthyProgramIsFalse() {
		assertThat(Judgement.of(SlidingWindow.class, Collector.G1, 40, false, report()).falseAlarm()).isTrue();
		assertThat(Judgement.of(SlidingWindow.class, Collector.G1, null, false, report()).falseAlarm()).isFalse();
	}

	private static Judgement leaking(boolean alarm, String... leaks) {
		return Judgement.of(MailQueue.class, Collector.G1, 40, alarm, report(leaks));
	}

	private static JsonNode report(String... leaks) {
		return JsonMapper.builder().build().readTree("""
				{"leakAnalysis": {"verdict": "SUSPECTED", "potentialLeaks": [%s]}}
				""".formatted(String.join(",", leaks)));
	}

	private static String leak(String className, String frame, String holder) {
		return """
				{"className": "%s", "stackTrace": ["%s"], "holder": "%s", "bean": {"unavailable": "no Spring bean"}}
				""".formatted(className, frame, holder);
	}

}

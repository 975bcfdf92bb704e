package io.memprof.e2e;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * What the page says where there is no report, and how it takes one that is strange. The
 * shop may be read only, and its JVM has no Flight Recorder.
 */
class PageStatesIT {

	static final List<String> HOSTILE_NAMES = List.of("<img src=x onerror=\"window.broken = 'image'\">",
			"</script><script>window.broken = 'script'</script>", "com.example.\u202Egpj.exe",
			"com.example." + "Long".repeat(2_500), "</title></svg>${version}`'\"\\", "__proto__");

	private static final String REPORT = "**/actuator/memprof";

	private static final String FINGERPRINT = "0123456789ab";

	@RegisterExtension
	private static final Browser browser = new Browser();

	private static Shop shop;

	@BeforeAll
	static void openShop() throws Exception {
		shop = Shop.open(List.of("-XX:-FlightRecorder"), "--demo.leak=none", "--demo.traffic.requests-per-second=0",
				"--management.endpoint.memprof.access=read-only");
		shop.awaitReport();
	}

	@AfterAll
	static void closeShop() {
		if (shop != null) {
			shop.close();
		}
	}

	static Stream<Arguments> refusals() {
		return Stream.of(
				refusal("before the first tick", answer(503, "{\"unavailable\":\"the first tick has not ended\"}"),
						"There is no report yet"),
				refusal("not signed in", answer(401, "{}"), "Sign in to see the report"),
				refusal("not allowed", answer(403, "{}"), "You may not see this"),
				refusal("not exposed", answer(404, "{}"), "There is no report at this address"),
				refusal("out of order", answer(500, "{\"error\":\"broken\"}"), "The report could not be read (500)"),
				refusal("a proxy's page",
						(route) -> route.fulfill(new FulfillOptions().setContentType("text/html")
							.setBody("<html><title>Gateway</title></html>")),
						"This is not the report"),
				refusal("cut off", Route::abort, "The application does not answer"));
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void saysWhyThereIsNoReport(Consumer<Route> refusal, String words) {
		Visit visit = browser.visit(Look.PHONE).troubled();
		Page tab = visit.tab();
		tab.route(REPORT, refusal);
		MemprofPage page = MemprofPage.open(visit, tab, shop);
		assertThat(page.headline()).hasText(words);
		assertThat(page.section("notice")).isVisible();
		assertThat(page.section("report")).isHidden();
		assertThat(visit.barriers(tab)).isEmpty();
		assertThat(visit.overflow(tab)).isZero();

		tab.unroute(REPORT);
		assertThat(page.section("report")).isVisible();
		assertThat(page.section("notice")).isHidden();
	}

	@Test
	void offersNoActionWhereTheEndpointIsReadOnly() {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE), shop);
		assertThat(page.section("report")).isVisible();
		assertThat(page.button("Analyse now")).hasCount(0);
		assertThat(page.button("New session")).hasCount(0);
	}

	@Test
	void saysWhatCannotBeKnownWithoutFlightRecorder() {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE), shop);
		page.section("flame-controls").scrollIntoViewIfNeeded();
		assertThat(page.section("flame-status")).containsText("There is no flame graph: ");
		assertThat(page.section("allocation")).containsText("Flight Recorder");
	}

	@Test
	void saysThatNothingLeaks() throws Exception {
		MemprofPage page = shown(report().withVerdict("HEALTHY"), browser.visit(Look.WIDE));
		assertThat(page.headline()).containsText("No leak was found");
		assertThat(page.leaks()).hasCount(0);
		assertThat(page.section("leaks")).containsText("Nothing is suspected at this moment");
	}

	@Test
	void showsTheFirstOfFiveHundredLeaksAndTheRestWhenAsked() throws Exception {
		MadeUpReport report = report().withVerdict("CONFIRMED");
		IntStream.range(0, 500).forEach((i) -> report.withLeak("%012x".formatted(i), "com.example.shop.Kept" + i));
		Visit visit = browser.visit(Look.PHONE);
		MemprofPage page = shown(report, visit);

		assertThat(page.section("leaks")).containsText("500 found");
		int first = page.leaks().count();
		assertThat(first).isBetween(5, 50);
		page.section("more-leaks").click();
		assertThat(page.leaks().nth(first)).isVisible();
		assertThat(longestFreezeMillis(page.tab())).isLessThan(1_000);
		assertThat(visit.overflow(page.tab())).isZero();
	}

	@Test
	void aLinkOpensTheLastOfFiveHundredLeaks() throws Exception {
		MadeUpReport report = report().withVerdict("CONFIRMED");
		IntStream.range(0, 500).forEach((i) -> report.withLeak("%012x".formatted(i), "com.example.shop.Kept" + i));
		Visit visit = browser.visit(Look.WIDE);
		Page tab = visit.tab();
		report.serveTo(tab);
		Locator last = MemprofPage.open(visit, tab, shop, "0000000001f3").leak("0000000001f3");
		assertThat(last).isInViewport();
		assertThat(MemprofPage.disclosure(last)).hasAttribute("aria-expanded", "true");
	}

	@Test
	void cutsAStackOfTenThousandFrames() throws Exception {
		List<String> stack = IntStream.range(0, 10_000)
			.mapToObj((i) -> "com.example.Recursion.descend%d:%d".formatted(i, i))
			.toList();
		MemprofPage page = shown(report().withVerdict("CONFIRMED").withLeak(FINGERPRINT, "com.example.Kept", stack),
				browser.visit(Look.WIDE));
		Locator frames = page.leak(FINGERPRINT).locator(".stack li");

		assertThat(frames.first()).containsText("descend0");
		int first = frames.count();
		assertThat(first).isLessThan(200);
		page.leak(FINGERPRINT).getByText("more frames").click();
		assertThat(frames.nth(first)).isAttached();
		assertThat(longestFreezeMillis(page.tab())).isLessThan(1_000);
	}

	@ParameterizedTest
	@FieldSource("HOSTILE_NAMES")
	void aHostileNameStaysText(String name) throws Exception {
		Visit visit = browser.visit(Look.PHONE);
		Page tab = visit.tab();
		MadeUpReport.serveFlameGraphTo(tab, List.of(name, "com.example.Caller.call", name));
		report().withVerdict("CONFIRMED").withLeak(FINGERPRINT, name).serveTo(tab);
		MemprofPage page = MemprofPage.open(visit, tab, shop);
		assertThat(MemprofPage.disclosure(page.leak(FINGERPRINT))).hasAttribute("aria-expanded", "true");
		page.flameGraph();
		page.section("flame-table").getByRole(AriaRole.BUTTON).first().click();
		page.button("Caller.call").click();
		assertThat(page.section("flame-path").getByRole(AriaRole.LISTITEM)).hasCount(3);

		assertThat(tab.evaluate("window.broken")).isNull();
		assertThat(tab.locator("main img, main script").count()).isZero();
		String visible = name.replace("\u202E", "\\u202e");
		assertThat(page.section("leaks").textContent()).contains(visible.substring(0, Math.min(visible.length(), 100)))
			.doesNotContain("\u202E");
		assertThat(page.section("leaks").innerText().length()).isLessThan(20_000);
		assertThat(visit.overflow(tab)).isZero();
		assertThat(visit.barriers(tab)).isEmpty();
	}

	private static MemprofPage shown(MadeUpReport report, Visit visit) {
		Page tab = visit.tab();
		report.serveTo(tab);
		return MemprofPage.open(visit, tab, shop);
	}

	private static MadeUpReport report() throws Exception {
		return MadeUpReport.from(shop.json("/actuator/memprof"));
	}

	/** The longest time between two frames while the page draws two reports. */
	private static double longestFreezeMillis(Page tab) {
		return ((Number) tab.evaluate("""
				() => new Promise((resolve) => {
					const begin = performance.now();
					let last = begin;
					let longest = 0;
					const frame = (now) => {
						longest = Math.max(longest, now - last);
						last = now;
						now - begin < 2500 ? requestAnimationFrame(frame) : resolve(longest);
					};
					requestAnimationFrame(frame);
				})""")).doubleValue();
	}

	private static Consumer<Route> answer(int status, String json) {
		return (route) -> route
			.fulfill(new FulfillOptions().setStatus(status).setContentType("application/json").setBody(json));
	}

	private static Arguments refusal(String name, Consumer<Route> refusal, String words) {
		return argumentSet(name, refusal, words);
	}

}

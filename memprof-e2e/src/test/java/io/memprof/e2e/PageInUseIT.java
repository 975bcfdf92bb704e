package io.memprof.e2e;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of a healthy shop: who allocates, what people may do, what it costs to load,
 * and what it does while nobody looks or nobody answers.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageInUseIT {

	/** In the page: how often it has read the report. */
	private static final String REPORTS_READ = "performance.getEntriesByType('resource')"
			+ ".filter((read) => read.name.endsWith('/actuator/memprof')).length";

	private static final int MOST_BYTES = 250_000;

	private static final Pattern LIVE = Pattern.compile("^Live, report of ");

	private static final double RESTART_MILLIS = 90_000;

	private static final double ANALYSIS_MILLIS = 30_000;

	@RegisterExtension
	private static final Browser browser = new Browser();

	private static Shop shop;

	@BeforeAll
	static void openShop() throws Exception {
		shop = Shop.open("--demo.leak=none", "--demo.traffic.requests-per-second=20");
		shop.await("seen to take orders and searches", Duration.ofMinutes(2), () -> {
			String stacks = shop.get("/actuator/memprof/flamegraph").body();
			return stacks.contains("OrderController.create") && stacks.contains("CatalogController.search")
					&& stacks.contains("\"component\":\"order\"");
		});
	}

	@AfterAll
	static void closeShop() {
		if (shop != null) {
			shop.close();
		}
	}

	@Test
	void programsGetJsonAtTheRootAndPeopleThePage() throws Exception {
		HttpResponse<String> root = shop.get("/actuator/memprof");
		assertThat(root.headers().firstValue("Content-Type")).get().asString().contains("json");
		assertThat(root.body()).startsWith("{\"sessionId\":");

		HttpResponse<String> page = shop.get(MemprofPage.PATH);
		assertThat(page.headers().firstValue("Content-Type")).get().asString().startsWith("text/html");
		assertThat(page.headers().firstValue("Content-Security-Policy")).get()
			.asString()
			.contains("default-src 'none'", "script-src 'self'");
	}

	@Test
	void theWholePageIsSmall() {
		Visit visit = browser.visit(Look.WIDE);
		MemprofPage.open(visit, shop).flameGraph();

		List<Request> page = visit.requests().stream().filter((request) -> request.url().contains("/ui")).toList();
		assertThat(page).extracting(Request::resourceType).contains("document", "script", "stylesheet");
		assertThat(page.stream().mapToInt((request) -> request.sizes().responseBodySize).sum()).isBetween(50_000,
				MOST_BYTES);
	}

	@Test
	void theSecondTimeNothingButTheDocumentIsLoaded() {
		Visit visit = browser.visit(Look.WIDE);
		assertThat(MemprofPage.open(visit, shop).connection()).hasText(LIVE);
		MemprofPage again = MemprofPage.open(visit, shop);
		assertThat(again.connection()).hasText(LIVE);

		assertThat(transferred(again.tab())).hasSizeGreaterThan(5)
			.allSatisfy((asset, bytes) -> assertThat(bytes).as(asset).isZero());
	}

	@Test
	void theFlameGraphZoomsIntoAFrameAndOut() {
		MemprofPage page = stacksOfOrders();
		page.drawnFrame("OrderController.create").click();
		assertThat(page.section("flame-path").locator("[aria-current]")).hasText("OrderController.create");
		assertThat(page.section("flame-table")).containsText("OrderController.create calls");

		page.button("Reset zoom").click();
		assertThat(page.section("flame-path").getByRole(AriaRole.LISTITEM)).hasCount(1);
	}

	@Test
	void theFlameGraphFindsAMethod() {
		MemprofPage page = stacksOfOrders();
		page.control("Search frames").fill("orderservice.place");
		assertThat(page.section("flame-status")).containsText(Pattern.compile("Found in [1-9]\\d* frames: .+ %"));
		String found = fill(page.drawnFrame("OrderService.place"));
		assertThat(found).isNotEqualTo(fill(page.drawnFrame("OrderController.create")));

		page.control("Search frames").fill("no such method");
		assertThat(page.section("flame-status")).hasText("No frame has that in its name.");
		page.control("Search frames").fill("");
		assertThat(page.drawnFrame("OrderService.place").locator("rect")).not().hasCSS("fill", found);
	}

	@Test
	void theFlameGraphShowsOneComponentOrOneOperation() {
		MemprofPage page = stacksOfOrders();
		assertThat(page.drawnFrame("OrderController.create")).isVisible();
		assertThat(page.drawnFrame("CatalogController.search")).hasCount(0);

		page.control("Component").selectOption("");
		page.control("Operation").selectOption("CatalogController.search");
		assertThat(page.drawnFrame("CatalogController.search")).isVisible();
		assertThat(page.drawnFrame("OrderController.create")).hasCount(0);
	}

	@Test
	void theFlameGraphCountsBytesOrAllocations() {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE), shop);
		page.flameGraph();
		assertThat(page.section("flame-status")).containsText(Pattern.compile("[KMG]iB"));
		page.control("Measure").selectOption("count");
		assertThat(page.section("flame-status")).containsText(Pattern.compile("[1-9][\\d,]* allocations"));
	}

	@Test
	void theLargestAllocatorsAreListed() {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE), shop);
		for (String caption : List.of("Components", "Classes", "Operations", "Sites")) {
			Locator table = page.section("allocation")
				.getByRole(AriaRole.TABLE, new Locator.GetByRoleOptions().setName(caption).setExact(true));
			assertThat(table.getByRole(AriaRole.ROW).nth(1)).containsText("%");
		}
		assertThat(page.section("cost")).containsText("Heap held");
	}

	@Test
	void anAnalysisIsAskedForAndAwaited() throws Exception {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE), shop);
		assertThat(page.connection()).hasText(LIVE);
		String before = analysedAt();

		page.button("Analyse now").click();
		assertThat(page.connection()).hasText("Analysing …");
		assertThat(page.button("Analyse now")).isDisabled();
		assertThat(page.connection()).hasText(LIVE, new HasTextOptions().setTimeout(ANALYSIS_MILLIS));
		assertThat(page.button("Analyse now")).isEnabled();
		assertThat(analysedAt()).isGreaterThan(before);
	}

	@Test
	void anAnalysisThatBeganBeforeIsNotTheOneAskedFor() throws Exception {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE), shop);
		assertThat(page.connection()).hasText(LIVE);
		page.tab()
			.route("**/actuator/memprof/analysis",
					(route) -> route.fulfill(new FulfillOptions().setStatus(202)
						.setContentType("application/json")
						.setBody("{\"acceptedAt\": \"2126-11-26T00:00:00Z\"}")));
		String before = analysedAt();
		page.tab().waitForResponse("**/actuator/memprof/analysis", () -> page.button("Analyse now").click());
		shop.await("analysis by itself", Duration.ofSeconds(30), () -> analysedAt().compareTo(before) > 0);
		int reports = (int) page.tab().evaluate("() => " + REPORTS_READ);
		page.tab().waitForFunction("(before) => " + REPORTS_READ + " > before + 1", reports);
		assertThat(page.connection()).hasText("Analysing …");
	}

	@Test
	void saysThatAnAnalysisIsRefused() {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE).troubled(), shop);
		assertThat(page.connection()).hasText(LIVE);
		page.tab().route("**/actuator/memprof/analysis", (route) -> route.fulfill(new FulfillOptions().setStatus(405)));

		page.button("Analyse now").click();
		assertThat(page.connection()).containsText("read-only");
		assertThat(page.button("Analyse now")).isEnabled();
	}

	@Test
	void asksNothingWhileHidden() {
		Visit visit = browser.visit(Look.WIDE);
		MemprofPage page = MemprofPage.open(visit, shop);
		assertThat(page.connection()).hasText(LIVE);
		page.awaitRefresh();

		look(page, false);
		assertThat(page.connection()).hasText("Paused while hidden");
		page.tab().waitForTimeout(1_000);
		int asked = visit.requests().size();
		page.tab().waitForTimeout(3_000);
		assertThat(visit.requests()).hasSize(asked);

		look(page, true);
		assertThat(page.connection()).hasText(LIVE);
		page.awaitRefresh();
	}

	@Test
	@Order(Integer.MAX_VALUE - 1)
	void aNewSessionBeginsWhenThatIsConfirmed() throws Exception {
		// until the first tick of the new session there is no report
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE).troubled(), shop);
		String before = session();
		assertThat(page.section("session")).containsText(before);

		page.button("New session").click();
		page.button("Keep this session").click();
		assertThat(page.tab().getByRole(AriaRole.DIALOG)).isHidden();
		assertThat(session()).isEqualTo(before);

		page.button("New session").click();
		page.button("Begin a new one").click();
		assertThat(page.section("session")).not().containsText(before);
		assertThat(page.connection()).hasText(LIVE);
		assertThat(session()).isNotEqualTo(before);
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void aRestartIsSeenThrough() throws Exception {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE).troubled(), shop);
		assertThat(page.connection()).hasText(LIVE);
		int port = shop.port();
		String before = session();

		shop.close();
		assertThat(page.connection()).containsText("The application does not answer");
		assertThat(page.headline()).isVisible();

		shop = Shop.open("--demo.leak=none", "--server.port=" + port);
		assertThat(page.connection()).hasText(LIVE, new HasTextOptions().setTimeout(RESTART_MILLIS));
		assertThat(page.section("session")).not().containsText(before);
	}

	/** Orders are few among all that starts up, so the frames of others are left out. */
	private static MemprofPage stacksOfOrders() {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE), shop);
		page.flameGraph();
		page.control("Component").selectOption("order");
		return page;
	}

	private static String session() throws Exception {
		return shop.json("/actuator/memprof").path("sessionId").asString();
	}

	private static String analysedAt() throws Exception {
		return shop.json("/actuator/memprof").path("leakAnalysis").path("analysedAt").asString("");
	}

	private static String fill(Locator frame) {
		return (String) frame.locator("rect").evaluate("(drawn) => getComputedStyle(drawn).fill");
	}

	/**
	 * Bytes over the wire of each asset of the page; none when it came from the cache.
	 */
	@SuppressWarnings("unchecked")
	private static Map<String, Integer> transferred(Page tab) {
		return (Map<String, Integer>) tab.evaluate("""
				Object.fromEntries(performance.getEntriesByType('resource')
					.filter((entry) => entry.name.includes('/ui/'))
					.map((entry) => [entry.name, entry.transferSize]))""");
	}

	/** Headless tabs are always visible, so the tab is told. */
	private static void look(MemprofPage page, boolean visible) {
		page.tab().evaluate("""
				(visible) => {
					Object.defineProperty(document, 'hidden', { get: () => !visible, configurable: true });
					Object.defineProperty(document, 'visibilityState',
						{ get: () => (visible ? 'visible' : 'hidden'), configurable: true });
					document.dispatchEvent(new Event('visibilitychange'));
				}""", visible);
	}

}

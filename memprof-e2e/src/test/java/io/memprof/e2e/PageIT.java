package io.memprof.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Locator.GetByRoleOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page while the shop leaks, from its first seconds to the fix. Pictures go to
 * {@code target/screenshots}, or where {@code -De2e.screenshots} says: {@code page.png}
 * is the one in the README.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {

	static final List<Look> LOOKS = List.of(Look.PHONE, Look.PHONE.dark(), Look.WIDE, Look.WIDE.dark());

	static final List<Look> PICTURES = List.of(Look.WIDE, Look.WIDE.dark(), Look.TABLET, Look.PHONE);

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(150);

	private static final Pattern CANNOT_TELL = Pattern.compile("too early to tell|cannot tell yet",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern ALARM = Pattern.compile("leaks memory");

	@RegisterExtension
	private static final Browser browser = new Browser();

	private static Shop shop;

	@BeforeAll
	static void openShop() throws Exception {
		shop = Shop.openInHaste();
		shop.awaitReport();
	}

	@AfterAll
	static void closeShop() {
		if (shop != null) {
			shop.close();
		}
	}

	@Test
	@Order(1)
	void theVerdictAppearsWithoutAReload() {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE), shop);
		assertThat(page.headline()).containsText(CANNOT_TELL);
		assertThat(page.section("leaks")).containsText("Nothing is suspected");
		page.tab().evaluate("window.sinceTheBeginning = true");

		assertThat(page.leaks().filter(new FilterOptions().setHasText("OrderPlaced"))).hasCount(1,
				new HasCountOptions().setTimeout(LONGEST_WAIT.toMillis()));
		assertThat(page.headline()).containsText(ALARM);
		assertThat(page.section("reasons")).containsText("tests");
		assertThat(page.section("exhaustion")).containsText("Time to exhaustion");
		assertThat(page.tab().evaluate("window.sinceTheBeginning")).isEqualTo(true);
	}

	@Test
	void theTraceNamesTheBeanAndMarksTheSuspectReference() throws Exception {
		MemprofPage page = atTheLeak(browser.visit(Look.WIDE));
		Locator leak = page.leak(fingerprint());

		assertThat(leak.locator(".trace .bean")).containsText("bean orderAudit");
		assertThat(leak.locator(".trace .suspect")).containsText("OrderAudit.trail");
		assertThat(leak.locator(".trace .suspect")).containsText("suspect reference");
		assertThat(leak.locator(".trace li").last()).containsText("accumulates");
	}

	@Test
	void framesOfTheApplicationStandOutInTheStack() throws Exception {
		MemprofPage page = atTheLeak(browser.visit(Look.WIDE));
		Locator leak = page.leak(fingerprint());
		Locator place = leak.locator(".stack .application")
			.filter(new FilterOptions().setHasText("OrderService.place"))
			.first();
		Locator library = leak.locator(".stack > li:not(.application)").first();

		assertThat(place).isVisible();
		// asked until it holds: the card is drawn anew with each analysis
		assertThat(place).hasCSS("font-weight", "700");
		assertThat(library).hasCSS("font-weight", "400");
	}

	@Test
	void aLinkLeadsToTheOpenedLeak() throws Exception {
		MemprofPage page = atTheLeak(browser.visit(Look.PHONE));
		Locator leak = page.leak(fingerprint());
		assertThat(leak).isInViewport();
		assertThat(MemprofPage.disclosure(leak)).isFocused();
	}

	@Test
	void aLinkToALeakThatIsGoneSaysSo() {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE), shop, "0123456789ab");
		assertThat(page.section("leaks")).containsText("0123456789ab of your link is not in the latest report");
	}

	@Test
	void aLeakIsCopiedAsMarkdown() throws Exception {
		String fingerprint = fingerprint();
		JsonNode report = shop.json("/actuator/memprof");
		JsonNode leak = leakOf(report, fingerprint);
		Visit visit = browser.visit(Look.WIDE);
		Page tab = visit.tab();
		// class and line of few samples may change with any analysis: so the page gets no
		// other report than the test
		MadeUpReport.serveAsItIs(report, tab);
		MemprofPage page = MemprofPage.open(visit, tab, shop, fingerprint);
		Locator card = page.leak(fingerprint);
		card.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Copy as Markdown")).click();
		assertThat(card.getByRole(AriaRole.STATUS)).hasText("Markdown copied.");

		assertThat(page.clipboard()).startsWith("## Memory leak: `" + leak.path("className").asString() + "`")
			.contains("| class | `" + leak.path("className").asString() + "` |",
					"| allocated at | `" + leak.path("allocationSite").asString() + "` |",
					"| held by | `" + leak.path("holder").asString() + "` |", "| Spring bean | `orderAudit` |",
					"| fingerprint | `" + fingerprint + "` |", leak.path("stackTrace").path(0).asString(),
					leak.path("referenceChain").path(leak.path("suspectReference").asInt()).asString()
							+ "   <-- suspect",
					"OrderService.place", "#leak=" + fingerprint);
	}

	@Test
	void theCopiedLinkAndTheRawJsonAreOfTheLeak() throws Exception {
		MemprofPage page = atTheLeak(browser.visit(Look.WIDE));
		Locator leak = page.leak(fingerprint());
		leak.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Copy link")).click();
		assertThat(leak.getByRole(AriaRole.STATUS)).hasText("Link copied.");
		assertThat(page.clipboard()).isEqualTo(shop.address().resolve(MemprofPage.PATH) + "#leak=" + fingerprint());

		String json = leak.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Raw JSON")).getAttribute("href");
		assertThat(json).startsWith(shop.address().toString());
		assertThat(shop.json(json).path("fingerprint").asString()).isEqualTo(fingerprint());
	}

	@Test
	void theChartHasItsTable() {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE), shop);
		assertThat(page.section("memory").locator("figure canvas")).isVisible();

		page.tab().getByText("Show as table").click();
		Locator table = page.section("chart-table").getByRole(AriaRole.TABLE);
		assertThat(table.getByRole(AriaRole.COLUMNHEADER, new GetByRoleOptions().setName("Heap in use"))).isVisible();
		assertThat(table.getByRole(AriaRole.ROW).nth(1)).containsText("MiB");
	}

	@ParameterizedTest
	@FieldSource("LOOKS")
	void nobodyIsShutOutAndNothingIsCutOff(Look look) throws Exception {
		Visit visit = browser.visit(look);
		Page tab = visit.tab();
		// axe looks at every frame, and the shop has thousands
		MadeUpReport.serveFlameGraphTo(tab, List.of("java.lang.Thread.run", "org.apache.tomcat.Worker.run",
				"io.memprof.demo.order.OrderController.create"));
		MemprofPage page = MemprofPage.open(visit, tab, shop, fingerprint());
		assertThat(MemprofPage.disclosure(page.leak(fingerprint()))).hasAttribute("aria-expanded", "true");
		page.section("reasons").locator("summary").click();
		page.flameGraph();

		assertThat(visit.barriers(page.tab())).isEmpty();
		assertThat(visit.overflow(page.tab())).isZero();
	}

	@Test
	void theKeyboardIsEnoughFromTheAddressBarToTheZoomedFlameGraph() throws Exception {
		MemprofPage page = MemprofPage.open(browser.visit(Look.WIDE), shop);
		Locator disclosure = MemprofPage.disclosure(page.leak(fingerprint()));
		boolean open = "true".equals(disclosure.getAttribute("aria-expanded"));

		Keyboard.tabTo(page.tab(), disclosure);
		page.tab().keyboard().press("Enter");
		assertThat(disclosure).hasAttribute("aria-expanded", String.valueOf(!open));
		assertThat(disclosure).isFocused();

		Locator largest = page.section("flame-table").getByRole(AriaRole.BUTTON).first();
		Keyboard.tabTo(page.tab(), page.control("Search frames"));
		String name = largest.textContent();
		Keyboard.tabTo(page.tab(), largest);
		page.tab().keyboard().press("Enter");
		assertThat(page.section("flame-path").locator("[aria-current]")).hasText(name);
		assertThat(page.tab().locator(":focus")).hasCount(1);
	}

	@Test
	void theFocusStaysWhileThePageRefreshesItself() throws Exception {
		MemprofPage page = atTheLeak(browser.visit(Look.PHONE));
		page.section("reasons").locator("summary").click();
		Locator reasons = page.tab()
			.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Tests behind the verdict"));
		reasons.focus();
		reasons.evaluate("(region) => region.scrollTo(40, 0)");
		page.awaitRefresh();
		page.awaitRefresh();
		assertThat(reasons).isFocused();
		assertThat(reasons.evaluate("(region) => region.scrollLeft")).isEqualTo(40);
	}

	@ParameterizedTest
	@FieldSource("PICTURES")
	void isPictured(Look look) throws Exception {
		auditTrail();
		Visit visit = browser.visit(look);
		MemprofPage page = MemprofPage.open(visit, shop);
		assertThat(page.section("memory").locator("figure canvas")).isVisible();
		Path file = Path.of(System.getProperty("e2e.screenshots", "target/screenshots"),
				look.equals(Look.WIDE) ? "page.png" : "page-" + look + ".png");

		visit.picture(file);
		assertThat(file).isNotEmptyFile();
	}

	@Test
	@Order(Integer.MAX_VALUE)
	void theFixIsSeenInTheFrameOfTheShop() {
		Page page = browser.visit(Look.WIDE).open(shop.address());
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("order-audit")).click();
		FrameLocator frame = page.frameLocator("iframe");
		assertThat(frame.getByRole(AriaRole.HEADING).first()).containsText("A leak was there and is gone",
				new ContainsTextOptions().setTimeout(LONGEST_WAIT.toMillis()));
		assertThat(frame.locator(".leak.gone").filter(new FilterOptions().setHasText("OrderPlaced"))).hasCount(1);
	}

	/** The page at the leak, which its link has opened. */
	private static MemprofPage atTheLeak(Visit visit) throws Exception {
		MemprofPage page = MemprofPage.open(visit, shop, fingerprint());
		assertThat(MemprofPage.disclosure(page.leak(fingerprint()))).hasAttribute("aria-expanded", "true");
		return page;
	}

	private static JsonNode leakOf(JsonNode report, String fingerprint) {
		return report.path("leakAnalysis")
			.path("potentialLeaks")
			.valueStream()
			.filter((leak) -> leak.path("fingerprint").asString().equals(fingerprint))
			.findFirst()
			.orElseThrow();
	}

	private static String fingerprint() throws Exception {
		return auditTrail().path("fingerprint").asString();
	}

	/** As the latest report has it; waits for it. */
	private static JsonNode auditTrail() throws Exception {
		AtomicReference<JsonNode> found = new AtomicReference<>();
		shop.await("found to leak", LONGEST_WAIT, () -> {
			shop.json("/actuator/memprof/leaks")
				.path("potentialLeaks")
				.valueStream()
				.filter((leak) -> leak.path("bean").asString("").equals("orderAudit"))
				.findFirst()
				.ifPresent(found::set);
			return found.get() != null;
		});
		return found.get();
	}

}

package io.memprof.e2e;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the demo opens on: the shop's own page, with a button for each leak and memprof's
 * page below.
 */
class ShopPageIT {

	static final List<Look> LOOKS = List.of(Look.PHONE, Look.PHONE.dark(), Look.WIDE, Look.WIDE.dark());

	private static final String LEAKS = "**/demo/leaks*";

	@RegisterExtension
	private static final Browser browser = new Browser();

	private static Shop shop;

	@BeforeAll
	static void openShop() throws Exception {
		shop = Shop.open("--demo.leak=none", "--demo.traffic.requests-per-second=5");
		shop.awaitReport();
	}

	@AfterAll
	static void closeShop() {
		if (shop != null) {
			shop.close();
		}
	}

	@Test
	void aButtonSwitchesALeakOnAndOff() throws Exception {
		Page page = browser.visit(Look.WIDE).open(shop.address());
		assertThat(page.locator("#leaks").getByRole(AriaRole.BUTTON)).hasCount(shop.json("/demo/leaks").size());
		Locator button = leak(page, "listener");

		assertThat(button).hasAttribute("aria-pressed", "false");
		assertThat(button)
			.hasAccessibleDescription("off, 0 kept a price alert for every session, registered and never removed");
		button.click();
		assertThat(button).hasAttribute("aria-pressed", "true");
		assertThat(page.locator("#status")).hasText("listener leaks from now on.");
		assertThat(page.locator("#leak-listener .kept")).hasText(Pattern.compile("leaks, [1-9]\\d* kept"));

		button.click();
		assertThat(button).hasAttribute("aria-pressed", "false");
		assertThat(page.locator("#status")).hasText("listener is off, and what it kept is let go.");
		assertThat(page.locator("#leak-listener .kept")).hasText("off, 0 kept");
	}

	@Test
	void theKeyboardIsEnough() {
		Page page = browser.visit(Look.WIDE).open(shop.address());
		assertThat(leak(page, "threads")).isVisible();

		Keyboard.tabTo(page, leak(page, "threads"));
		page.keyboard().press("Space");
		assertThat(leak(page, "threads")).hasAttribute("aria-pressed", "true");
		page.keyboard().press("Enter");
		assertThat(leak(page, "threads")).hasAttribute("aria-pressed", "false");
		assertThat(leak(page, "threads")).isFocused();
	}

	@Test
	void memprofIsInTheFrameBelow() {
		Page page = browser.visit(Look.WIDE).open(shop.address());
		assertThat(page.frameLocator("iframe[title^=memprof]").locator("main")).isVisible();
		assertThat(page.locator("#absent")).isEmpty();
	}

	@ParameterizedTest
	@FieldSource("LOOKS")
	void nobodyIsShutOutAndNothingIsCutOff(Look look) {
		Visit visit = browser.visit(look);
		Page page = visit.open(shop.address());
		assertThat(leak(page, "unbounded-queue")).isAttached();

		assertThat(visit.barriers(page)).isEmpty();
		assertThat(visit.overflow(page)).isZero();
	}

	@Test
	void saysThatTheShopDoesNotAnswerAndWhenItDoesAgain() {
		assertThatItSays(Route::abort, "The shop does not answer. Asking again every 2 seconds.");
	}

	@Test
	void saysWhichErrorTheShopAnswers() {
		assertThatItSays((route) -> route.fulfill(new FulfillOptions().setStatus(503)),
				"The shop answered 503. Asking again every 2 seconds.");
	}

	@Test
	void saysThatSomethingElseAnswers() {
		assertThatItSays((route) -> route.fulfill(new FulfillOptions().setBody("<html>Sign in</html>")),
				"What the shop answered is no JSON: is something between it and this page? Asking again every 2 seconds.");
	}

	@Test
	void saysThatALeakIsNotSwitched() {
		Page page = browser.visit(Look.WIDE).troubled().open(shop.address());
		page.route("**/demo/leaks/session", (route) -> route.fulfill(new FulfillOptions().setStatus(403)));

		leak(page, "session").click();
		assertThat(page.locator("#status")).hasText("session is not switched. The shop answered 403.");
		assertThat(leak(page, "session")).hasAttribute("aria-pressed", "false");
	}

	@Test
	void saysThatMemprofIsNotThere() {
		Visit visit = browser.visit(Look.WIDE).troubled();
		Page page = visit.tab();
		page.route("**/actuator/memprof/ui", (route) -> route.fulfill(new FulfillOptions().setStatus(404)));

		visit.open(page, shop.address());
		assertThat(page.locator("#absent"))
			.hasText("memprof’s page is not at actuator/memprof/ui: is the endpoint exposed?");
	}

	private static void assertThatItSays(Consumer<Route> trouble, String words) {
		Page page = browser.visit(Look.WIDE).troubled().open(shop.address());
		assertThat(page.locator("#status")).isEmpty();
		page.route(LEAKS, trouble);
		assertThat(page.locator("#status")).hasText(words);
		page.unroute(LEAKS);
		assertThat(page.locator("#status")).isEmpty();
	}

	private static Locator leak(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
	}

}

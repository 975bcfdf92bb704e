package io.memprof.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/**
 * memprof's page in a tab, by what people find there.
 */
final class MemprofPage {

	static final String PATH = "/actuator/memprof/ui";

	private final Page tab;

	private MemprofPage(Page tab) {
		this.tab = tab;
	}

	static MemprofPage open(Visit visit, Shop shop) {
		return open(visit, visit.tab(), shop, "");
	}

	/**
	 * Follows a link to a leak.
	 */
	static MemprofPage open(Visit visit, Shop shop, String fingerprint) {
		return open(visit, visit.tab(), shop, fingerprint);
	}

	/**
	 * In a tab that was made ready for it.
	 */
	static MemprofPage open(Visit visit, Page tab, Shop shop) {
		return open(visit, tab, shop, "");
	}

	static MemprofPage open(Visit visit, Page tab, Shop shop, String fingerprint) {
		String fragment = fingerprint.isEmpty() ? "" : "#leak=" + fingerprint;
		return new MemprofPage(visit.open(tab, shop.address().resolve(PATH + fragment)));
	}

	Page tab() {
		return this.tab;
	}

	/**
	 * What the page says first: the verdict, or why there is none.
	 */
	Locator headline() {
		return this.tab.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1));
	}

	/**
	 * Whether what is shown is fresh.
	 */
	Locator connection() {
		return this.tab.locator("#connection");
	}

	/**
	 * Waits until the page has drawn another report.
	 */
	void awaitRefresh() {
		String before = connection().textContent();
		this.tab.waitForCondition(() -> !connection().textContent().equals(before));
	}

	/**
	 * What was copied last.
	 */
	String clipboard() {
		return (String) this.tab.evaluate("navigator.clipboard.readText()");
	}

	Locator section(String id) {
		return this.tab.locator("#" + id);
	}

	Locator leaks() {
		return this.tab.locator("#leaks article.leak");
	}

	Locator leak(String fingerprint) {
		return this.tab.locator("#leak-" + fingerprint);
	}

	/**
	 * What opens and closes a leak.
	 */
	static Locator disclosure(Locator leak) {
		return leak.locator("button[aria-expanded]");
	}

	Locator button(String name) {
		return this.tab.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
	}

	/**
	 * A field or list of choices.
	 */
	Locator control(String label) {
		return this.tab.getByLabel(label, new GetByLabelOptions().setExact(true));
	}

	/**
	 * A frame as it is drawn in the flame graph.
	 */
	Locator drawnFrame(String name) {
		return this.tab.locator("#flame .frame:has(.d3-flame-graph-label:text-is('%s'))".formatted(name)).first();
	}

	/**
	 * Scrolls to the flame graph, which is loaded then, and waits for it.
	 */
	Locator flameGraph() {
		section("flame-controls").scrollIntoViewIfNeeded();
		Locator drawing = this.tab.locator("#flame svg");
		drawing.waitFor();
		return drawing;
	}

}

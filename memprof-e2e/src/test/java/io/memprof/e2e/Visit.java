package io.memprof.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Request;

/**
 * Somebody at a browser, with a cache, a clipboard and tabs of their own. Takes down what
 * the browser complains of: errors of scripts, in the console, of the content security
 * policy, and requests that leave the site. For one thread.
 */
final class Visit {

	static final int LONGEST_WAIT_MILLIS = 20_000;

	private static final Set<String> GRAVE = Set.of("serious", "critical");

	private static final String UNANSWERED = "Failed to load resource";

	private final Look look;

	private final BrowserContext context;

	private final List<String> faults = new ArrayList<>();

	private final List<Request> requests = new ArrayList<>();

	private String origin = "";

	private boolean troubled;

	Visit(Look look, BrowserContext context) {
		this.look = look;
		this.context = context;
		context.setDefaultTimeout(LONGEST_WAIT_MILLIS);
		context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
		context.addInitScript("addEventListener('securitypolicyviolation', (violation) =>"
				+ " console.error(`policy ${violation.effectiveDirective} against ${violation.blockedURI}`))");
		context.onWebError((error) -> this.faults.add("uncaught: " + error.error()));
		context.onConsoleMessage(this::console);
		context.onRequest(this::request);
	}

	/**
	 * Opens an address in a new tab, and waits until all that its document names is
	 * there.
	 */
	Page open(URI address) {
		return open(this.context.newPage(), address);
	}

	/**
	 * Opens an address in a tab that was made ready for it.
	 */
	Page open(Page tab, URI address) {
		this.origin = address.resolve("/").toString();
		tab.navigate(address.toString());
		return tab;
	}

	/**
	 * A tab with nothing in it.
	 */
	Page tab() {
		return this.context.newPage();
	}

	/**
	 * From here on answers may fail, which Chromium writes to the console.
	 */
	Visit troubled() {
		this.troubled = true;
		return this;
	}

	/**
	 * What the browser has complained of so far.
	 */
	List<String> faults() {
		return List.copyOf(this.faults);
	}

	/**
	 * What the browser has asked for so far, oldest first.
	 */
	List<Request> requests() {
		return List.copyOf(this.requests);
	}

	Look look() {
		return this.look;
	}

	/**
	 * The grave faults that axe finds in a page, each with its rule and where it is.
	 */
	List<String> barriers(Page page) {
		return new AxeBuilder(page).analyze()
			.getViolations()
			.stream()
			.filter((violation) -> GRAVE.contains(violation.getImpact()))
			.map((violation) -> "%s (%s): %s\n%s".formatted(violation.getId(), violation.getImpact(),
					violation.getHelp(),
					String.join("\n", violation.getNodes().stream().map((node) -> "  " + node.getHtml()).toList())))
			.toList();
	}

	/**
	 * How many pixels of a page the screen is too narrow for.
	 */
	int overflow(Page page) {
		return ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue() - this.look.width();
	}

	/**
	 * Writes what is on the screen.
	 */
	void picture(Path file) {
		List<Page> pages = this.context.pages();
		if (!pages.isEmpty()) {
			pages.get(pages.size() - 1).screenshot(new ScreenshotOptions().setPath(file));
		}
	}

	void close() {
		this.context.close();
	}

	private void console(ConsoleMessage message) {
		if (message.type().equals("error") && !(this.troubled && message.text().startsWith(UNANSWERED))) {
			this.faults.add("console: " + message.text() + " at " + message.location());
		}
	}

	private void request(Request request) {
		this.requests.add(request);
		if (!request.url().startsWith(this.origin) && !request.url().startsWith("data:")) {
			this.faults.add("leaves the site: " + request.url());
		}
	}

}

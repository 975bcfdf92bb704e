package io.memprof.e2e;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Chromium of this machine, open while the tests of a class run. After each test its
 * visits end, and whatever the browser complained of during one of them fails the test;
 * one that has failed leaves a picture of each page in {@code target/failed}. Where there
 * is no Chromium, the tests are skipped and say so, or fail with
 * {@code -De2e.required=true}.
 */
final class Browser implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	private static final List<String> PLACES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
			"/usr/bin/google-chrome");

	/** In a container, on a machine without a screen, and asking nobody for anything. */
	private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

	private final List<Visit> visits = new ArrayList<>();

	private Playwright playwright;

	private com.microsoft.playwright.Browser chromium;

	@Override
	public void beforeAll(ExtensionContext context) {
		Path executable = executable();
		PlaywrightAssertions.setDefaultAssertionTimeout(Visit.LONGEST_WAIT_MILLIS);
		this.playwright = Playwright
			.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.chromium = this.playwright.chromium()
			.launch(new LaunchOptions().setExecutablePath(executable).setArgs(FLAGS));
	}

	/**
	 * Somebody new, who has seen no page yet.
	 */
	Visit visit(Look look) {
		Visit visit = new Visit(look, this.chromium.newContext(look.options()));
		this.visits.add(visit);
		return visit;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		boolean failed = context.getExecutionException().isPresent();
		List<String> faults = new ArrayList<>();
		for (Visit visit : this.visits) {
			if (failed) {
				visit.picture(Path.of("target/failed/%s-%d.png".formatted(context.getRequiredTestMethod().getName(),
						this.visits.indexOf(visit))));
			}
			visit.close();
			faults.addAll(visit.faults());
		}
		this.visits.clear();
		if (!faults.isEmpty()) {
			throw new AssertionError("the browser complains:\n" + String.join("\n", faults));
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.playwright != null) {
			this.playwright.close();
		}
	}

	private static Path executable() {
		String named = System.getProperty("e2e.chromium");
		return Stream.concat(Stream.ofNullable(named), PLACES.stream())
			.limit((named != null) ? 1 : PLACES.size())
			.map(Path::of)
			.filter(Files::isExecutable)
			.findFirst()
			.orElseThrow(() -> {
				String looked = Objects.requireNonNullElse(named, String.join(", ", PLACES));
				return Tools.missing(
						"there is no Chromium: apt-get install chromium, or name one with -De2e.chromium=<path>",
						new FileNotFoundException(looked));
			});
	}

}

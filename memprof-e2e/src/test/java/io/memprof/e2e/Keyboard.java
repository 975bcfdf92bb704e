package io.memprof.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody without a mouse.
 */
final class Keyboard {

	private static final int PATIENCE = 300;

	private Keyboard() {
	}

	/**
	 * Presses Tab until an element has the focus, which it has to show.
	 */
	static void tabTo(Page page, Locator element) {
		for (int i = 0; i < PATIENCE && !focused(element); i++) {
			page.keyboard().press("Tab");
		}
		assertThat(focused(element)).as("%s within %d tabs", element, PATIENCE).isTrue();
		assertThat((Boolean) element.evaluate("""
				(element) => [null, '::after', '::before'].some((part) => {
					const style = getComputedStyle(element, part);
					return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
				})""")).as("%s shows that it has the focus", element).isTrue();
	}

	/** Asked in one go, as the page may draw the element anew at any moment. */
	private static boolean focused(Locator element) {
		return element.and(element.page().locator(":focus")).count() == 1;
	}

}

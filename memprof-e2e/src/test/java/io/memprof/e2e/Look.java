package io.memprof.e2e;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;

/**
 * How somebody looks at a page.
 *
 * @param name of the screen
 * @param width of the screen in CSS pixels
 * @param height of the screen in CSS pixels
 * @param theme that the system asks for
 */
record Look(String name, int width, int height, ColorScheme theme) {

	static final Look PHONE = new Look("phone", 390, 844, ColorScheme.LIGHT);

	static final Look TABLET = new Look("tablet", 820, 1180, ColorScheme.LIGHT);

	static final Look WIDE = new Look("wide", 1440, 900, ColorScheme.LIGHT);

	Look dark() {
		return new Look(this.name + "-dark", this.width, this.height, ColorScheme.DARK);
	}

	NewContextOptions options() {
		boolean phone = this.width < TABLET.width;
		return new NewContextOptions().setViewportSize(this.width, this.height)
			.setColorScheme(this.theme)
			.setIsMobile(phone)
			.setHasTouch(phone);
	}

	@Override
	public String toString() {
		return this.name;
	}

}

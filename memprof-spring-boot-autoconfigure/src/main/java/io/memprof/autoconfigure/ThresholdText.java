package io.memprof.autoconfigure;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.memprof.snapshot.Threshold;
import io.memprof.snapshot.Thresholds;
import io.memprof.unit.Reading;

import org.springframework.util.unit.DataSize;

/**
 * Reads thresholds as people write them: {@code 80%} or {@code 650MB}.
 */
final class ThresholdText {

	private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)\\s*%");

	private static final Pattern SIZE = Pattern.compile("\\d+\\s*(?i:B|KB|MB|GB|TB)");

	private static final String ACCEPTED = "It must be a share above 0% and at most 100%, such as 80%, or a data size with its unit, such as 650MB.";

	private ThresholdText() {
	}

	static Thresholds parse(MemprofProperties.Thresholds texts) {
		Threshold warning = parse("memprof.thresholds.warning", texts.warning());
		Threshold alert = parse("memprof.thresholds.alert", texts.alert());
		// a share and a size can only be compared under the limit that binds, which
		// is known while running
		if (warning.isAbove(alert, Reading.unavailable("not known at start"))) {
			throw Setting.wrong("memprof.thresholds.warning", texts.warning(),
					"It must not be above memprof.thresholds.alert, which is %s.".formatted(texts.alert()));
		}
		return new Thresholds(warning, alert);
	}

	static Threshold parse(String property, String text) {
		try {
			Matcher share = SHARE.matcher(text.trim());
			if (share.matches()) {
				return Threshold.share(Double.parseDouble(share.group(1)) / 100);
			}
			if (SIZE.matcher(text.trim()).matches()) {
				return Threshold.size(DataSize.parse(text.toUpperCase(Locale.ROOT).replaceAll("\\s", "")).toBytes());
			}
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			// zero, above 100 %, or beyond what a number of bytes can be
		}
		throw Setting.wrong(property, text, ACCEPTED);
	}

}

package io.memprof.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Checks of single settings. A wrong value stops start-up; Boot's failure analysis then
 * prints the property, its value, where it was set, and what is accepted.
 */
final class Setting {

	private Setting() {
	}

	static Duration atLeast(Duration least, String property, Duration value) {
		if (value.compareTo(least) < 0) {
			throw wrong(property, value,
					"It must be a duration of at least " + Words.of(least) + ", such as 500ms, 5s or 10m.");
		}
		return value;
	}

	static Duration notNegative(String property, Duration value) {
		if (value.isNegative()) {
			throw wrong(property, value, "It must be a duration of zero or more, such as 0s or 500ms.");
		}
		return value;
	}

	static int atLeast(int least, String property, int value) {
		if (value < least) {
			throw wrong(property, value, "It must be a whole number of at least " + least + ".");
		}
		return value;
	}

	static InvalidConfigurationPropertyValueException wrong(String property, Object value, String accepted) {
		return new InvalidConfigurationPropertyValueException(property, value, accepted);
	}

}

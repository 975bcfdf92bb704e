package io.memprof.autoconfigure;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * A wrong value stops start-up with the property, the value, its origin and what is
 * accepted.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongSettingsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			sampling-interval               | 0s               | at least 10ms
			sampling-interval               | -5s              | at least 10ms
			sampling-interval               | often            | java.time.Duration
			max-samples                     | 0                | at least 1
			components.process              | com.shop         | memprof's own
			components.jdk                  | com.shop         | memprof's own
			components.orders               | com.shop.*       | without wildcards
			allocations.samples-per-second  | 0                | at least 1
			leaks.analysis-interval         | -1s              | at least 10ms
			leaks.warm-up                   | 0s               | at least 10ms
			leaks.pause-budget              | -1ms             | zero or more
			leaks.reference-chains          | sometimes        | never
			thresholds.warning              | 120%             | at most 100%
			thresholds.alert                | plenty           | such as 650MB
			thresholds.warning              | 95%              | above memprof.thresholds.alert
			cost.max-cpu                    | 0%               | above 0%
			cost.max-cpu                    | 0.01             | such as 1%
			cost.max-cpu                    | 101%             | at most 100%
			cost.max-heap                   | 1000KB           | at least 1MB
			cost.max-heap                   | plenty           | DataSize
			cost.max-disk                   | 10               | at least 1MB
			telemetry.endpoint              | localhost:4317   | scheme http or https
			telemetry.endpoint              | http://          | scheme http or https
			telemetry.endpoint              | ftp://host       | scheme http or https
			telemetry.endpoint              | not a url        | scheme http or https
			telemetry.transport             | pigeon           | grpc
			telemetry.compression           | zip              | gzip
			telemetry.session-label         | some             | snapshot
			telemetry.export-interval       | 0s               | at least 10ms, such as 500ms or 5s.
			telemetry.timeout               | -1s              | at least 10ms
			profiles.endpoint               | localhost:4318   | scheme http or https
			profiles.format                 | jfr              | pyroscope
			profiles.interval               | 500ms            | at least 1s, such as 5s or 10m.
			profiles.timeout                | 0s               | at least 10ms
			history.max-size                | 100KB            | at least 1MB
			history.max-size                | small            | DataSize
			history.max-age                 | 10m              | at least 1h
			history.max-age                 | long             | java.time.Duration
			""")
	void startUpStops(String property, String value, String accepted, CapturedOutput output) {
		start("--memprof." + property + "=" + value);
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START")
			.contains("memprof." + property)
			.contains(value)
			.contains("commandLineArgs")
			.containsIgnoringCase(accepted);
	}

	@Test
	void directoryThatIsNoPath(CapturedOutput output) {
		start("--memprof.history.directory=his\0tory");
		assertThat(output.getAll()).contains("memprof.history.directory").contains("the path of a directory");
	}

	@Test
	void onePackageUnderTwoNames(CapturedOutput output) {
		start("--memprof.components.orders=com.shop", "--memprof.components.carts=com.shop");
		assertThat(output.getAll()).contains("The package com.shop belongs to component");
	}

	@Test
	void namesThatDifferByCaseOnly(CapturedOutput output) {
		start("--memprof.components.orders=com.shop.order", "--memprof.components.Orders=com.shop.cart");
		assertThat(output.getAll()).contains("There is a component");
	}

	@Test
	void reservedNamesAreReservedInAnyCase(CapturedOutput output) {
		start("--memprof.components.JDK=com.shop");
		assertThat(output.getAll()).contains("memprof.components.jdk")
			.contains("memprof's own")
			.contains("commandLineArgs");
	}

	@Test
	void componentWithoutPackages(CapturedOutput output) {
		start("--memprof.components.orders=");
		assertThat(output.getAll()).contains("at least one package prefix");
	}

	@Test
	void relaxedSpellingIsFoundToo(CapturedOutput output) {
		start("--memprof.samplingInterval=0s");
		assertThat(output.getAll())
			.contains("Invalid value '0s' for configuration property 'memprof.sampling-interval'")
			.contains("commandLineArgs");
	}

	@ParameterizedTest
	@ValueSource(strings = { "telemetry", "profiles" })
	void valueOfAHeaderIsNeverPrinted(String push, CapturedOutput output) {
		start("--memprof." + push + ".headers.authorization=Bearer s3cr\u00e9t");
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START")
			.contains("authorization: ******")
			.contains("printable ASCII")
			.doesNotContain("s3cr");
	}

	@ParameterizedTest
	@CsvSource({ "telemetry.endpoint, ftp://me:s3cret@host", "telemetry.endpoint, me:s3cret@host:4317",
			"telemetry.endpoint, http://?token=s3cret", "profiles.endpoint, https://me:s3cret@",
			"profiles.endpoint, https://host:99999/ingest?token=s3cret" })
	void secretInAWrongEndpointIsNeverPrinted(String property, String value, CapturedOutput output) {
		start("--memprof." + property + "=" + value);
		assertThat(output.getAll()).contains("APPLICATION FAILED TO START")
			.contains("memprof." + property.substring(0, property.indexOf('.')))
			.contains("endpoint: ******")
			.contains("scheme http or https")
			.doesNotContain("s3cret");
	}

	private static void start(String... arguments) {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.run(Stream.concat(Stream.of("--spring.main.banner-mode=off"), Arrays.stream(arguments))
					.toArray(String[]::new)));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(MemprofAutoConfiguration.class)
	static class Application {

	}

}

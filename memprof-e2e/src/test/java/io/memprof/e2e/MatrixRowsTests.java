package io.memprof.e2e;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.memprof.e2e.MatrixRow.Form;
import io.memprof.e2e.MatrixRow.Web;
import io.memprof.e2e.MatrixRow.With;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code matrix/rows.txt} promises to cover.
 */
class MatrixRowsTests {

	private final List<MatrixRow> rows;

	MatrixRowsTests() throws IOException {
		this.rows = MatrixRow.all().stream().filter((row) -> !row.isMilestone()).toList();
	}

	@Test
	void eachLineOfBootMeetsEverything() {
		assertThat(by(MatrixRow::boot)).hasSize(3).allSatisfy((boot, rows) -> {
			assertThat(rows).extracting(MatrixRow::web)
				.containsAll(boot.startsWith("3.") ? Set.of(Web.values())
						: EnumSet.complementOf(EnumSet.of(Web.MVC_UNDERTOW)));
			assertThat(rows).extracting(MatrixRow::form).contains(Form.values());
			assertThat(rows).extracting(MatrixRow::jdk).contains(17, 25);
			assertThat(rows).flatMap(MatrixRow::with).contains(With.values());
		});
	}

	@Test
	void eachJdkMeetsEachWebAndEachForm() {
		assertThat(by(MatrixRow::jdk)).containsOnlyKeys(17, 25).allSatisfy((jdk, rows) -> {
			assertThat(rows).extracting(MatrixRow::web).contains(Web.values());
			assertThat(rows).extracting(MatrixRow::form).contains(Form.values());
		});
	}

	@Test
	void whatDiffersBetweenTheLinesMeetsSeveralWebsOnEach() {
		for (With one : EnumSet.of(With.SECURITY, With.PROMETHEUS, With.MANAGEMENT_PORT)) {
			assertThat(by(MatrixRow::boot)).allSatisfy((boot,
					rows) -> assertThat(Arrays.stream(Web.values())
						.filter((web) -> rows.stream().anyMatch((row) -> row.web() == web && row.has(one))))
						.as("%s on %s", one, boot)
						.hasSizeGreaterThan(1));
		}
	}

	private <T> Map<T, List<MatrixRow>> by(Function<MatrixRow, T> column) {
		return this.rows.stream().collect(Collectors.groupingBy(column));
	}

}

package io.memprof.test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ApplicationPackagesTests {

	@Test
	void takesTheFirstPackageOfEachBranchThatHasClasses(@TempDir Path directory) throws IOException {
		Path main = directory.resolve("classes");
		Path tests = directory.resolve("test-classes");
		write(main.resolve("com/example/shop/Shop.class"));
		write(main.resolve("com/example/shop/order/Order.class"));
		write(main.resolve("com/example/billing/Bill.class"));
		write(main.resolve("META-INF/versions/21/com/example/other/Other.class"));
		write(tests.resolve("org/acme/Fixture.class"));
		String classPath = String.join(File.pathSeparator, main.toString(), tests.toString(), "library.jar");
		assertThat(ApplicationPackages.of(ApplicationPackagesTests.class, classPath))
			.containsExactly("com.example.billing", "com.example.shop", "org.acme", "io.memprof.test");
	}

	@Test
	void fallsBackToThePackageOfTheTest() {
		assertThat(ApplicationPackages.of(ApplicationPackagesTests.class, "")).containsExactly("io.memprof.test");
	}

	private static void write(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Files.createFile(file);
	}

}

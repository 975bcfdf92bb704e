package io.memprof.autoconfigure;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "io.memprof.autoconfigure", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule autoConfigurationsArePublicAndFinal = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(FINAL)
		.andShould()
		.haveSimpleNameEndingWith("AutoConfiguration");

	@ArchTest
	static final ArchRule beanMethodsArePackagePrivate = methods().that()
		.areAnnotatedWith(Bean.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	static final ArchRule onlyTheseTypesAreForApplications = classes().that()
		.arePublic()
		.should()
		.haveSimpleNameStartingWith("Memprof")
		.orShould()
		.be(LeakDetectedEvent.class);

	/**
	 * Types of Boot that move between its lines would tie the jar to one of them.
	 */
	@ArchTest
	static final ArchRule typesThatMovedBetweenBootVersionsAreNotLinked = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.boot.micrometer..", "org.springframework.boot.health..",
				"org.springframework.boot.opentelemetry..", "org.springframework.boot.webmvc..",
				"org.springframework.boot.webflux..", "org.springframework.boot.jersey..",
				"org.springframework.boot.servlet..", "org.springframework.boot.web.server..",
				"org.springframework.boot.autoconfigure.web..",
				"org.springframework.boot.actuate.autoconfigure.metrics..");

}

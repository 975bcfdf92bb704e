package io.memprof;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The arrows between packages. Each is a sentence of the design: a package knows what
 * stands left of it in {@code unit ← snapshot ← allocation ← leak ← report ← history}.
 */
@AnalyzeClasses(packages = "io.memprof", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule arrowsPointOneWay = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("front door")
		.definedBy("io.memprof")
		.layer("profiles")
		.definedBy("io.memprof.profiles")
		.layer("telemetry")
		.definedBy("io.memprof.telemetry")
		.layer("history")
		.definedBy("io.memprof.history")
		.layer("report")
		.definedBy("io.memprof.report")
		.layer("leak")
		.definedBy("io.memprof.leak")
		.layer("allocation")
		.definedBy("io.memprof.allocation")
		.layer("snapshot")
		.definedBy("io.memprof.snapshot")
		.layer("unit")
		.definedBy("io.memprof.unit")
		.whereLayer("front door")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("profiles")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("telemetry")
		.mayOnlyBeAccessedByLayers("profiles", "front door")
		.whereLayer("history")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("report")
		.mayOnlyBeAccessedByLayers("history", "front door")
		.whereLayer("leak")
		.mayOnlyBeAccessedByLayers("report", "history", "telemetry", "front door")
		.whereLayer("allocation")
		.mayOnlyBeAccessedByLayers("leak", "report", "telemetry", "profiles", "front door")
		.whereLayer("snapshot")
		.mayOnlyBeAccessedByLayers("allocation", "leak", "report", "telemetry", "front door");

	@ArchTest
	static final ArchRule everyPackageHasItsPlace = classes().should()
		.resideInAnyPackage("io.memprof", "io.memprof.unit", "io.memprof.snapshot", "io.memprof.allocation",
				"io.memprof.leak", "io.memprof.report", "io.memprof.history", "io.memprof.telemetry",
				"io.memprof.profiles");

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching("io.memprof.(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule onlyTelemetrySeesMicrometer = noClasses().that()
		.resideOutsideOfPackage("io.memprof.telemetry")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.micrometer..");

	/**
	 * Its API is no promise.
	 */
	@ArchTest
	static final ArchRule oneClassSeesTheConverterOfRecordings = noClasses().that()
		.haveNameNotMatching("io\\.memprof\\.profiles\\.JfrConversion(\\$.*)?")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("one..");

	@ArchTest
	static final ArchRule theEngineKnowsNoSpring = noClasses().should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..");

	@ArchTest
	static final ArchRule noTypeOfOneVendorsJdkIsPromised = codeUnits().that()
		.areDeclaredInClassesThat()
		.arePublic()
		.and()
		.arePublic()
		.should(notMention(resideInAPackage("com.sun..").or(resideInAPackage("sun.."))));

	private static ArchCondition<JavaCodeUnit> notMention(DescribedPredicate<JavaClass> types) {
		return new ArchCondition<>("not mention a type of com.sun") {
			@Override
			public void check(JavaCodeUnit unit, ConditionEvents events) {
				boolean mentions = types.test(unit.getRawReturnType())
						|| unit.getRawParameterTypes().stream().anyMatch(types)
						|| unit.getExceptionTypes().stream().anyMatch(types);
				events.add(new SimpleConditionEvent(unit, !mentions, unit.getFullName()));
			}
		};
	}

}

package io.memprof.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/**
 * What other code can link to in one module, as text: public types and their public and
 * protected members, one a line, in the order of their names.
 */
final class PublicApi {

	/** In every enum, and in every record or its superclass. */
	private static final Set<String> OF_THE_LANGUAGE = Set.of("values()", "valueOf(java.lang.String)",
			"equals(java.lang.Object)", "hashCode()", "toString()");

	private PublicApi() {
	}

	/**
	 * The API of a module that is compiled.
	 */
	static List<String> of(String module) {
		List<String> lines = new ArrayList<>();
		new ClassFileImporter().importPath(Path.of("..", module, "target/classes"))
			.stream()
			.filter(PublicApi::isReachable)
			.sorted(Comparator.comparing(JavaClass::getName))
			.forEach((type) -> {
				lines.add(declaration(type));
				members(type).map((member) -> "\t" + member).sorted().forEach(lines::add);
			});
		return lines;
	}

	private static boolean isReachable(JavaClass type) {
		return isVisible(type.getModifiers()) && !type.isAnonymousClass() && !type.isLocalClass()
				&& type.getEnclosingClass().map(PublicApi::isReachable).orElse(true);
	}

	private static boolean isVisible(Set<JavaModifier> modifiers) {
		return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
				&& !modifiers.contains(JavaModifier.SYNTHETIC) && !modifiers.contains(JavaModifier.BRIDGE);
	}

	private static String declaration(JavaClass type) {
		String supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
			.map(JavaType::getName)
			.filter((name) -> !name.equals("java.lang.Object") && !name.equals("java.lang.Record"))
			.collect(Collectors.joining(", "));
		Set<JavaModifier> own = EnumSet.copyOf(type.getModifiers());
		own.remove(JavaModifier.STATIC);
		return modifiers(own) + kind(type) + " " + type.getName() + (supertypes.isEmpty() ? "" : " : " + supertypes);
	}

	private static String kind(JavaClass type) {
		if (type.isAnnotation()) {
			return "@interface";
		}
		if (type.isInterface()) {
			return "interface";
		}
		return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
	}

	private static Stream<String> members(JavaClass type) {
		return type.getMembers()
			.stream()
			.filter((member) -> isVisible(member.getModifiers()))
			.map(PublicApi::member)
			.filter((member) -> OF_THE_LANGUAGE.stream().noneMatch((known) -> member.endsWith(" " + known)));
	}

	private static String member(JavaMember member) {
		String modifiers = modifiers(member.getModifiers());
		if (member instanceof JavaField field) {
			return modifiers + field.getType().getName() + " " + field.getName();
		}
		JavaCodeUnit code = (JavaCodeUnit) member;
		String result = code.isConstructor() ? "" : code.getReturnType().getName() + " ";
		String thrown = names(code.getThrowsClause().getTypes());
		return modifiers + result + (code.isConstructor() ? "new" : code.getName()) + "("
				+ code.getParameterTypes().stream().map(JavaType::getName).collect(Collectors.joining(", ")) + ")"
				+ (thrown.isEmpty() ? "" : " throws " + thrown);
	}

	private static String names(List<JavaClass> types) {
		return types.stream().map(JavaClass::getName).collect(Collectors.joining(", "));
	}

	/** Those that matter to who links: public is what everything here is. */
	private static String modifiers(Set<JavaModifier> modifiers) {
		return Stream.of(JavaModifier.PROTECTED, JavaModifier.STATIC, JavaModifier.ABSTRACT, JavaModifier.FINAL)
			.filter(modifiers::contains)
			.map((modifier) -> modifier.name().toLowerCase(Locale.ROOT) + " ")
			.collect(Collectors.joining());
	}

}

package io.serai.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.serai.SeraiApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    /** May be used by all, and use no feature that is not among them. */
    private static final Set<String> GROUND_FLOOR = Set.of("language", "ticket", "article", "work", "audit", "home", "api", "database", "network");
    private static final Set<String> FORBIDDEN_PACKAGES = Set.of("util", "utils", "common", "service", "services", "model", "impl", "dto");

    private static final JavaClasses CLASSES =
        new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.serai");

    @Test
    void featuresMeetWithoutCyclesAndOnlyAtTheirPublicFace() {
        ApplicationModules.of(SeraiApplication.class).verify();
    }

    @Test
    void theGroundFloorUsesNoFeature() {
        assertNone(CLASSES.stream().filter(type -> GROUND_FLOOR.contains(feature(type))).flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(use -> isOurs(use.getTargetClass()) && !GROUND_FLOOR.contains(feature(use.getTargetClass())))
            .map(Dependency::getDescription));
    }

    @Test
    void noBeanInjectsAnotherFeaturesBean() {
        assertNone(CLASSES.stream().filter(type -> !feature(type).isEmpty()).flatMap(type -> type.getConstructors().stream())
            .flatMap(constructor -> constructor.getRawParameterTypes().stream().filter(parameter -> isForeignBean(constructor, parameter))
                .map(parameter -> constructor.getOwner().getName() + " injects " + parameter.getName())));
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsFlat() {
        Set<String> packages = CLASSES.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith("io.serai.")).collect(Collectors.toSet());

        assertThat(packages).allMatch(name -> Files.isRegularFile(Path.of("src/main/java", name.replace('.', '/'), "package-info.java")),
            "has a package-info");
        assertThat(packages).allMatch(name -> name.split("\\.").length == 3, "one flat package a feature");
        assertThat(packages).noneMatch(name -> FORBIDDEN_PACKAGES.contains(name.substring(name.lastIndexOf('.') + 1)));
    }

    @Test
    void noClassIsCalledManagerOrHelper() {
        assertNone(CLASSES.stream().map(JavaClass::getName).filter(name -> name.matches(".*(Manager|Helper|Util|Utils)(\\$.*)?")));
    }

    private static boolean isForeignBean(JavaConstructor constructor, JavaClass parameter) {
        String own = feature(constructor.getOwner());
        return isOurs(parameter) && !feature(parameter).equals(own) && !GROUND_FLOOR.contains(feature(parameter)) && !parameter.isRecord()
            && !parameter.isEnum() && !parameter.isInterface();
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("io.serai.");
    }

    private static String feature(JavaClass type) {
        return isOurs(type) ? type.getPackageName().split("\\.")[2] : "";
    }

    private static void assertNone(Stream<String> faults) {
        List<String> found = List.copyOf(new TreeSet<>(faults.map(Function.identity()).toList()));
        assertThat(found).as(String.join("\n", found)).isEmpty();
    }
}

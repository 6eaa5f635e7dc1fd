package org.belay;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.address.EmailAddress;
import org.junit.jupiter.api.Test;

/** Holds the code to the picture of the rooms in the README: arrows point down only. */
class RoomsTest {
    private static final Path SOURCES = Path.of("src/main/java/org/belay");

    private static final DescribedPredicate<JavaClass> ADDRESS = belongToAnyOf(EmailAddress.class);

    private final List<List<String>> lines = readPicture();
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.belay");

    @Test
    void a_room_uses_only_rooms_on_lower_lines() {
        var broken = new ArrayList<String>();
        for (int line = 0; line < lines.size(); line++) {
            for (String room : lines.get(line)) {
                broken.addAll(violations(room, notBelow(line, room)));
            }
        }
        assertThat(broken).as("uses of a room beside or above").isEmpty();
    }

    @Test
    void the_wire_and_its_addresses_know_nothing_but_the_jdk() {
        var allowed = new String[] {"org.belay.smtp..", "org.jspecify..", "java..", "javax.net..", "javax.security.."};
        assertThat(violations("smtp", resideOutsideOfPackages(allowed).and(not(ADDRESS))))
                .isEmpty();
        EvaluationResult result = noClasses()
                .that(ADDRESS)
                .should()
                .dependOnClassesThat(resideOutsideOfPackages("java..").and(not(ADDRESS)))
                .evaluate(classes);
        assertThat(result.getFailureReport().getDetails()).isEmpty();
    }

    @Test
    void the_bytes_know_nothing_but_the_jdk_and_jakarta_mail() {
        var allowed = new String[] {
            "org.belay.message..",
            "org.belay.placeholder..",
            "org.jspecify..",
            "java..",
            "jakarta.mail..",
            "jakarta.activation.."
        };
        assertThat(violations("message", resideOutsideOfPackages(allowed).and(not(ADDRESS))))
                .isEmpty();
    }

    @Test
    void the_test_relay_knows_nothing_but_the_jdk() {
        var allowed = new String[] {
            "org.belay.testkit",
            "org.belay.testkit.internal",
            "org.jspecify..",
            "java..",
            "javax.net..",
            "javax.security.."
        };
        EvaluationResult result = noClasses()
                .that()
                .resideInAnyPackage("org.belay.testkit", "org.belay.testkit.internal")
                .should()
                .dependOnClassesThat(resideOutsideOfPackages(allowed))
                .evaluate(classes);
        assertThat(result.getFailureReport().getDetails()).isEmpty();
    }

    @Test
    void the_extension_of_the_test_kit_knows_the_relay_and_the_api_of_junit() {
        var allowed = new String[] {
            "org.belay.testkit",
            "org.belay.testkit.junit",
            "org.jspecify..",
            "java..",
            "org.junit.jupiter.api..",
            "org.junit.platform.commons.."
        };
        assertThat(violations("testkit.junit", resideOutsideOfPackages(allowed)))
                .isEmpty();
    }

    @Test
    void only_the_extension_of_the_test_kit_uses_junit() {
        EvaluationResult result = noClasses()
                .that()
                .resideOutsideOfPackage("org.belay.testkit.junit")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.junit..", "org.belay.testkit.junit"))
                .evaluate(classes);
        assertThat(result.getFailureReport().getDetails()).isEmpty();
    }

    /** The laboratory measures, shows and plays; only {@link BelayApplication}, which puts the program together, knows its commands. */
    @Test
    void the_product_uses_neither_the_laboratory_nor_the_test_kit() {
        EvaluationResult result = noClasses()
                .that()
                .resideOutsideOfPackages("org.belay", "org.belay.lab..", "org.belay.testkit..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.belay.lab..", "org.belay.testkit.."))
                .evaluate(classes);
        assertThat(result.getFailureReport().getDetails()).isEmpty();
    }

    @Test
    void packages_of_a_room_do_not_use_each_other_in_a_circle() {
        var circles = new ArrayList<String>();
        for (String room : lines.stream().flatMap(List::stream).toList()) {
            circles.addAll(slices().assignedFrom(packagesOf(room))
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .evaluate(classes)
                    .getFailureReport()
                    .getDetails());
        }
        assertThat(circles).isEmpty();
    }

    @Test
    void a_package_has_at_most_25_types() {
        Map<String, Long> types = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        types.values().removeIf(count -> count <= 25);
        assertThat(types).isEmpty();
    }

    @Test
    void a_name_has_one_meaning() {
        Map<String, List<String>> classesByName = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getName, Collectors.toList())));
        classesByName.values().removeIf(names -> names.size() == 1);
        assertThat(classesByName).isEmpty();
    }

    @Test
    void the_picture_has_every_room() throws IOException {
        Set<String> drawn = lines.stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
        assertThat(drawn).containsAll(packages());
    }

    @Test
    void every_package_tells_its_story() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            List<Path> silent = all.filter(Files::isDirectory)
                    .filter(folder -> holdsCode(folder) && !Files.exists(folder.resolve("package-info.java")))
                    .toList();
            assertThat(silent).as("packages without a package-info.java").isEmpty();
        }
    }

    @Test
    void null_is_marked_in_every_package() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            List<Path> unmarked = all.filter(file -> file.endsWith("package-info.java"))
                    .filter(file -> !textOf(file).contains("@NullMarked\npackage "))
                    .toList();
            assertThat(unmarked).as("packages that are not @NullMarked").isEmpty();
        }
    }

    private static SliceAssignment packagesOf(String room) {
        String root = "org.belay." + room;
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                return name.equals(root) || name.startsWith(root + ".")
                        ? SliceIdentifier.of(name)
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of " + room;
            }
        };
    }

    private List<String> violations(String room, DescribedPredicate<JavaClass> forbidden) {
        EvaluationResult result = noClasses()
                .that()
                .resideInAPackage("org.belay." + room + "..")
                .should()
                .dependOnClassesThat(forbidden)
                .allowEmptyShould(true)
                .evaluate(classes);
        return result.getFailureReport().getDetails();
    }

    /** Rooms on this line and above, but for the room itself. */
    private DescribedPredicate<JavaClass> notBelow(int line, String room) {
        return lines.subList(0, line + 1).stream()
                .flatMap(List::stream)
                .filter(other -> !other.equals(room))
                .map(other -> resideInAPackage("org.belay." + other + ".."))
                .reduce(DescribedPredicate.alwaysFalse(), (one, other) -> one.or(other));
    }

    /** The lines of the README's picture; a room's name ends where two spaces and prose begin. */
    private static List<List<String>> readPicture() {
        try {
            String readme = Files.readString(Path.of("README.md"));
            String picture = readme.split("<!-- rooms -->\n```\n")[1].split("\n```")[0];
            return picture.lines()
                    .map(line -> List.of(line.split(" {3,}")[0].trim().split(" +")))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("README.md could not be read", e);
        }
    }

    private static Set<String> packages() throws IOException {
        try (Stream<Path> inside = Files.list(SOURCES)) {
            return inside.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " could not be read", e);
        }
    }

    private static boolean holdsCode(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new IllegalStateException(folder + " could not be read", e);
        }
    }
}

package org.belay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the packages against the picture in the README: a room uses only rooms on lower lines. */
class RoomsTest {
    private static final String[] LABORATORY = {
        "org.belay.lab..", "org.belay.bench..", "org.belay.sandbox..", "org.belay.story..", "org.belay.testkit.."
    };
    private static final Path SOURCES = Path.of("src/main/java/org/belay");

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
    void smtp_uses_only_the_jdk() {
        var allowed = new String[] {"org.belay.smtp..", "java..", "javax.net..", "javax.security.."};
        assertThat(violations("smtp", resideOutsideOfPackages(allowed))).isEmpty();
    }

    @Test
    void message_uses_only_the_jdk_and_jakarta_mail() {
        var allowed = new String[] {"org.belay.message..", "java..", "jakarta.mail..", "jakarta.activation.."};
        assertThat(violations("message", resideOutsideOfPackages(allowed))).isEmpty();
    }

    @Test
    void testkit_uses_only_the_jdk() {
        var allowed = new String[] {"org.belay.testkit..", "java..", "javax.net..", "javax.security.."};
        assertThat(violations("testkit", resideOutsideOfPackages(allowed))).isEmpty();
    }

    /** Only {@code org.belay}, which puts the program together, may use it. */
    @Test
    void product_code_does_not_use_the_laboratory() {
        var rule = noClasses()
                .that()
                .resideOutsideOfPackages(LABORATORY)
                .and()
                .resideOutsideOfPackage("org.belay")
                .and()
                .haveNameNotMatching("org\\.belay\\.cli\\.FaultyRelayCommand.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LABORATORY);
        assertThat(rule.evaluate(classes).getFailureReport().getDetails()).isEmpty();
    }

    @Test
    void every_room_is_in_the_picture() throws IOException {
        Set<String> drawn = lines.stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
        assertThat(drawn).containsAll(packages());
    }

    @Test
    void every_package_has_a_package_info() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            List<Path> silent = all.filter(Files::isDirectory)
                    .filter(folder -> holdsCode(folder) && !Files.exists(folder.resolve("package-info.java")))
                    .toList();
            assertThat(silent).as("packages without a package-info.java").isEmpty();
        }
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

    /** The rooms on this line and above, except the room itself. */
    private DescribedPredicate<JavaClass> notBelow(int line, String room) {
        return lines.subList(0, line + 1).stream()
                .flatMap(List::stream)
                .filter(other -> !other.equals(room))
                .map(other -> resideInAPackage("org.belay." + other + ".."))
                .reduce(DescribedPredicate.alwaysFalse(), (one, other) -> one.or(other));
    }

    /** The lines of the picture in the README; three spaces separate room names and description. */
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

    private static boolean holdsCode(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new IllegalStateException(folder + " could not be read", e);
        }
    }
}

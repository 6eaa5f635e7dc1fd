package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Every row of the fault catalogue has a test whose name begins with its id, or with several ids. */
class FaultCatalogueTest {
    /** An upgrade while mail is in flight: there is no version to upgrade from yet. */
    private static final Set<String> NOT_YET = Set.of("p17");

    private static final Pattern IDS = Pattern.compile("^((?:[spx]\\d\\d_)+)");

    @Test
    void every_fault_has_a_test_that_names_it() {
        var missing = new TreeSet<>(catalogue());
        missing.removeAll(tested());
        missing.removeAll(NOT_YET);

        assertThat(missing)
                .as("faults without a test whose name begins with their id")
                .isEmpty();
    }

    private static Set<String> catalogue() {
        return Stream.of(ids("s", 1, 61), ids("p", 1, 30), ids("x", 29, 35))
                .flatMap(ids -> ids)
                .collect(Collectors.toSet());
    }

    private static Stream<String> ids(String letter, int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> "%s%02d".formatted(letter, n));
    }

    private static Set<String> tested() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS).importPackages("org.belay").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(FaultCatalogueTest::isATest)
                        .map(method -> IDS.matcher(method.getName().toLowerCase(Locale.ROOT)))
                        .filter(Matcher::find)
                        .flatMap(ids -> Stream.of(ids.group(1).split("_")))
                        .collect(Collectors.toSet());
    }

    private static boolean isATest(JavaMethod method) {
        return method.isAnnotatedWith(Test.class)
                || method.isAnnotatedWith(ParameterizedTest.class)
                || method.isAnnotatedWith(Property.class);
    }
}

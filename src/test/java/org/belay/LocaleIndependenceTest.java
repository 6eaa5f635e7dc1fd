package org.belay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

/** No result depends on the locale, the default encoding or the time zone of the machine. */
class LocaleIndependenceTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.belay");

    @Test
    void case_is_changed_with_an_explicit_locale() {
        refuse(noClasses()
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase"));
    }

    @Test
    void bytes_are_decoded_with_an_explicit_charset() {
        refuse(noClasses()
                .should()
                .callMethod(String.class, "getBytes")
                .orShould()
                .callConstructor(String.class, byte[].class)
                .orShould()
                .callConstructor(InputStreamReader.class, InputStream.class)
                .orShould()
                .callConstructor(OutputStreamWriter.class, OutputStream.class)
                .orShould()
                .callConstructor(Scanner.class, InputStream.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.FileReader")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.FileWriter"));
    }

    @Test
    void numbers_and_dates_are_formatted_with_an_explicit_locale() {
        refuse(noClasses()
                .should()
                .callMethod(NumberFormat.class, "getInstance")
                .orShould()
                .callMethod(NumberFormat.class, "getIntegerInstance")
                .orShould()
                .callMethod(NumberFormat.class, "getNumberInstance")
                .orShould()
                .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(Locale.class, "getDefault"));
    }

    /** Libraries use the default locale of Java, so the program sets it first. */
    @Test
    void the_program_sets_its_locale_first() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            Belay.useFixedLocale();

            assertThat("%d %s".formatted(12, "TITLE".toLowerCase())).isEqualTo("12 title");
        } finally {
            Locale.setDefault(before);
        }
    }

    private void refuse(ArchRule rule) {
        assertThat(rule.evaluate(classes).getFailureReport().getDetails()).isEmpty();
    }
}

package org.belay.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page in docs/ that is generated from the code. */
public final class GeneratedPage {
    private GeneratedPage() {}

    /** Compares the page with the generated text; {@code -Dbelay.pages=write} writes it. */
    public static void isUpToDate(Path page, String written) throws IOException {
        if ("write".equals(System.getProperty("belay.pages"))) Files.writeString(page, written);
        assertThat(page)
                .as("generate it with: ./mvnw test -Dtest='*PageTest' -Dbelay.pages=write")
                .hasContent(written);
    }
}

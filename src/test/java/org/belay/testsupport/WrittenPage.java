package org.belay.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of docs/ that is written from the code. */
public final class WrittenPage {
    private WrittenPage() {}

    /** Holds the page to what the code says; {@code -Dbelay.pages=write} writes it anew. */
    public static void isUpToDate(Path page, String written) throws IOException {
        if ("write".equals(System.getProperty("belay.pages"))) Files.writeString(page, written);
        assertThat(page)
                .as("write it anew with: ./mvnw test -Dtest='*PageTest' -Dbelay.pages=write")
                .hasContent(written);
    }
}

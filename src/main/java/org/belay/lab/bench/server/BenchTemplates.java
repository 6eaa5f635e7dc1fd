package org.belay.lab.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Writes the folder {@code templates} of the benchmark server: a shipped template, and a copy without personal values. */
final class BenchTemplates {
    private static final String SHIPPED =
            "classpath*:org/belay/template/shipped/" + BenchContent.PERSONAL.template() + "/*";

    private BenchTemplates() {}

    static void write(Path home) {
        Path folder = home.resolve("templates");
        try {
            Path personal = Files.createDirectories(folder.resolve(BenchContent.PERSONAL.template()));
            Path shared = Files.createDirectories(folder.resolve(BenchContent.SHARED.template()));
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(SHIPPED)) {
                try (InputStream in = file.getInputStream()) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    Files.writeString(personal.resolve(file.getFilename()), text);
                    Files.writeString(
                            shared.resolve(file.getFilename()), text.replaceAll("\\$\\{person\\.[^}]*}", "colleagues"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The bench's templates cannot be written to " + folder, e);
        }
    }
}

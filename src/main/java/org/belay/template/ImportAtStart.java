package org.belay.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Imports the folder {@code templates} of the working directory when the server starts, or the shipped templates where
 * there is no such folder. A template that cannot be used is told and left out: its last version stays in use.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ImportAtStart implements ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(ImportAtStart.class);
    private static final String SHIPPED = "org/belay/template/shipped/";

    private final FolderImport imports;

    ImportAtStart(FolderImport imports) {
        this.imports = imports;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Path folder = Path.of("templates");
        if (!Files.isDirectory(folder)) {
            shipped()
                    .forEach((key, files) ->
                            imports.take(TemplateSource.of(key, files), Optional.empty(), TemplateOrigin.SHIPPED));
            return;
        }
        try {
            importFolder(folder);
        } catch (TemplateError e) {
            log.warn(
                    "{} problems in {}. These templates were not imported; the versions imported before stay in use.\n{}",
                    e.problems().size(),
                    folder.toAbsolutePath(),
                    e.getMessage());
        }
    }

    /**
     * Takes every template of a folder whose content is new as its next version.
     *
     * @return how many versions were added
     * @throws TemplateError naming every problem of those that cannot be used; the others were imported all the same
     */
    int importFolder(Path templates) {
        var problems = new ArrayList<Problem>();
        int added = 0;
        for (Path folder : TemplateFolder.folders(templates)) {
            try {
                var taken = imports.take(TemplateSource.read(folder), Optional.empty(), TemplateOrigin.FOLDER);
                added += taken == FolderImport.Taken.IMPORTED ? 1 : 0;
            } catch (TemplateError e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) throw new TemplateError(problems);
        return added;
    }

    /** The files of the templates inside the program, by template. */
    static Map<String, Map<String, String>> shipped() {
        try {
            return read(new PathMatchingResourcePatternResolver());
        } catch (IOException e) {
            throw new UncheckedIOException("The templates inside the program cannot be read.", e);
        }
    }

    private static Map<String, Map<String, String>> read(PathMatchingResourcePatternResolver resources)
            throws IOException {
        var templates = new TreeMap<String, Map<String, String>>();
        for (Resource file : resources.getResources("classpath*:" + SHIPPED + "*/*")) {
            String address = file.getURL().toString();
            String[] steps = address.substring(address.lastIndexOf(SHIPPED) + SHIPPED.length())
                    .split("/");
            if (steps.length != 2) continue;
            try (InputStream content = file.getInputStream()) {
                templates
                        .computeIfAbsent(steps[0], key -> new TreeMap<>())
                        .put(steps[1], new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return templates;
    }
}

package org.belay.template.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The templates in the jar, for a server without a template folder. */
public final class ShippedTemplates {
    private static final String PLACE = "org/belay/template/shipped/";

    private ShippedTemplates() {}

    /** File contents by file name, by template key. */
    public static Map<String, Map<String, String>> all() {
        try {
            return read(new PathMatchingResourcePatternResolver());
        } catch (IOException e) {
            throw new UncheckedIOException("The templates inside the program cannot be read.", e);
        }
    }

    private static Map<String, Map<String, String>> read(PathMatchingResourcePatternResolver resources)
            throws IOException {
        var templates = new TreeMap<String, Map<String, String>>();
        for (Resource file : resources.getResources("classpath*:" + PLACE + "*/*")) {
            String address = file.getURL().toString();
            String[] steps = address.substring(address.lastIndexOf(PLACE) + PLACE.length())
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

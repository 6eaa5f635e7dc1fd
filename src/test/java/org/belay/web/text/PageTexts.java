package org.belay.web.text;

import org.springframework.context.support.ResourceBundleMessageSource;

/** The texts of the pages without a server. */
public final class PageTexts {
    private PageTexts() {}

    public static Messages english() {
        return new Messages(source(), InterfaceLanguages.of("messages"));
    }

    static ResourceBundleMessageSource source() {
        var source = new ResourceBundleMessageSource();
        source.setBasename("messages");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }
}

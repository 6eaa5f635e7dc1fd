package org.belay.web.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.io.ClassPathResource;

/**
 * The languages of the pages: English, and each language of ISO 639 that has a file {@code messages_xx.properties} on the class path.
 *
 * @param all English first
 */
public record InterfaceLanguages(List<Locale> all) {

    /** @param bundle base name of the files: {@code messages} */
    public static InterfaceLanguages of(String bundle) {
        Stream<Locale> added = Arrays.stream(Locale.getISOLanguages())
                .filter(code -> new ClassPathResource(bundle + "_" + code + ".properties").exists())
                .map(Locale::forLanguageTag);
        return new InterfaceLanguages(
                Stream.concat(Stream.of(Locale.ENGLISH), added).distinct().toList());
    }

    /** Language of the current request; British English, with its dates and numbers, where the pages do not have the language. */
    public Locale current() {
        Locale wanted = Locale.forLanguageTag(LocaleContextHolder.getLocale().getLanguage());
        return wanted.equals(Locale.ENGLISH) || !all.contains(wanted) ? Locale.UK : wanted;
    }
}

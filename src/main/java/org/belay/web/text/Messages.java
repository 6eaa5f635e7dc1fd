package org.belay.web.text;

import com.ibm.icu.text.MessageFormat;
import freemarker.core.HTMLOutputFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.MessageSource;

/** Reads texts from the bundle of the current request's language. */
public final class Messages {
    private final MessageSource source;
    private final InterfaceLanguages languages;
    private final Map<Pattern, MessageFormat> formats = new ConcurrentHashMap<>();

    private record Pattern(String text, Locale locale) {}

    /** An argument that is HTML already. */
    record Markup(String html) {}

    public Messages(MessageSource source, InterfaceLanguages languages) {
        this.source = source;
        this.languages = languages;
    }

    public Locale locale() {
        return languages.current();
    }

    /**
     * A plain text.
     *
     * @param arguments numbers are written as the language writes them
     * @throws org.springframework.context.NoSuchMessageException if no bundle has the key
     */
    public String text(String key, Object... arguments) {
        Locale locale = locale();
        String pattern = source.getMessage(key, null, locale);
        if (arguments.length == 0) return pattern;
        MessageFormat format = formats.computeIfAbsent(
                new Pattern(pattern, locale), wanted -> new MessageFormat(wanted.text(), wanted.locale()));
        synchronized (format) { // ICU formats are not safe for use by several threads
            return format.format(arguments);
        }
    }

    public String text(PageText text) {
        return text(text.key(), text.arguments().toArray());
    }

    /** A text that is HTML; arguments other than numbers are escaped. */
    public String html(String key, Object... arguments) {
        return text(key, Arrays.stream(arguments).map(Messages::escaped).toArray());
    }

    private static Object escaped(Object argument) {
        if (argument instanceof Number) return argument;
        return argument instanceof Markup markup
                ? markup.html()
                : HTMLOutputFormat.INSTANCE.escapePlainText(argument.toString());
    }
}

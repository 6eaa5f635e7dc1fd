package org.belay.template;

import java.util.Locale;

/** The three mails of a template. */
public enum Part {
    NOTICE,
    CORRECTION,
    REMINDER;

    /** The name of its files: {@code notice.md}, {@code notice_de.md}. */
    public String fileStem() {
        return name().toLowerCase(Locale.ROOT);
    }
}

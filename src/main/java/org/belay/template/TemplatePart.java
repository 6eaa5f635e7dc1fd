package org.belay.template;

import java.util.Locale;

/** The three mails of a template: notice, correction and reminder. */
public enum TemplatePart {
    NOTICE,
    CORRECTION,
    REMINDER;

    /** The first part of its file names: {@code notice} of {@code notice.md} and {@code notice_de.md}. */
    public String fileStem() {
        return name().toLowerCase(Locale.ROOT);
    }
}

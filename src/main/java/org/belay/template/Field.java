package org.belay.template;

/**
 * A gap in a template that an author fills for each mailing.
 *
 * @param name what stands between the braces, {@code ${deadline}}
 * @param label what the form calls it
 * @param help a sentence under the label; empty if it explains itself
 * @param required whether a mailing without it is refused
 * @param example a good answer, shown as such
 * @param correction one of the correction's own fields ({@code now_true}, {@code if_already_acted}, {@code cause})
 * @param translated whether each language needs its own words for it; false for names, dates and addresses
 */
public record Field(
        String name,
        FieldType type,
        String label,
        String help,
        boolean required,
        String example,
        boolean correction,
        boolean translated) {}

package org.belay.mailing.model;

import java.util.Set;

/**
 * A mailing that has not ended, and what it uses of its template.
 *
 * @param title subject of the notice
 * @param version version of the template that it was written or frozen with
 * @param fields names of the fields that it fills, including those of the correction
 */
public record TemplateUse(MailingId id, MailingState state, String title, int version, Set<String> fields) {
    public TemplateUse {
        fields = Set.copyOf(fields);
    }
}

package org.belay.mailing;

import java.util.Set;

/**
 * A mailing that is not over yet, and what it uses of its template.
 *
 * @param title the notice's subject
 * @param version of the template that it was written or frozen with
 * @param fields that it fills, the correction's own among them
 */
public record TemplateUse(MailingId id, MailingState state, String title, int version, Set<String> fields) {
    public TemplateUse {
        fields = Set.copyOf(fields);
    }
}

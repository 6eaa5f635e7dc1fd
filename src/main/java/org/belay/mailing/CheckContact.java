package org.belay.mailing;

import java.util.stream.Stream;
import org.belay.template.FieldType;

/** Readers can ask somebody: also where a template does not require it. */
final class CheckContact {
    private CheckContact() {}

    static Stream<Finding> of(CheckedDraft draft) {
        boolean asked = draft.template().fields().stream()
                .filter(field -> field.type() == FieldType.EMAIL)
                .anyMatch(field -> field.required() || !draft.text(field).isEmpty());
        if (asked) return Stream.empty(); // a required one that is empty is CheckMissing's
        String field = draft.template().fields().stream()
                .filter(one -> one.type() == FieldType.EMAIL)
                .map(one -> one.name())
                .findFirst()
                .orElse("contact");
        return Stream.of(Finding.error(
                "contact-missing", field, "Nobody is named whom people can ask.", "Give an address that is read."));
    }
}

package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.FieldType;

/** Readers have an address to ask, even if the template does not require one. */
final class CheckContact implements Check {

    @Override
    public About about() {
        return new About(
                "contact-missing",
                Topic.COMPLETE,
                Severity.ERROR,
                "The template requires no field of the type e-mail, and none is filled in.",
                Map.of("contact", "it-help@example.org"),
                Map.of("contact", ""));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        boolean present = draft.template().fields().stream()
                .filter(field -> field.type() == FieldType.EMAIL)
                .anyMatch(field -> field.required() || !draft.text(field).isEmpty());
        if (present) return Stream.empty(); // CheckMissing reports a required field that is empty
        String field = draft.template().fields().stream()
                .filter(one -> one.type() == FieldType.EMAIL)
                .map(one -> one.name())
                .findFirst()
                .orElse("contact");
        return Stream.of(Finding.error(
                "contact-missing", field, Question.CONTACT.unanswered(), "Enter an address that your team reads."));
    }
}

package org.belay.mailing;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.template.FieldType;

/** Readers can ask somebody: also where a template does not require it. */
final class CheckContact implements Check {

    @Override
    public About about() {
        return new About(
                "contact-missing",
                Topic.COMPLETE,
                Severity.ERROR,
                "No field of the type e-mail is filled in, and the template requires none.",
                Map.of("contact", "it-help@example.org"),
                Map.of("contact", ""));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
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
                "contact-missing", field, Question.CONTACT.unanswered(), "Give an address that is read."));
    }
}

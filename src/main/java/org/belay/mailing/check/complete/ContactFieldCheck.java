package org.belay.mailing.check.complete;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.check.ReaderQuestion;
import org.belay.template.FieldType;

/** Readers have an address to ask, even if the template does not require one. */
public final class ContactFieldCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "contact-missing",
                CheckTopic.COMPLETE,
                FindingSeverity.ERROR,
                "The template requires no field of the type e-mail, and none is filled in.",
                Map.of("contact", "it-help@example.org"),
                Map.of("contact", ""));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        boolean present = draft.template().fields().stream()
                .filter(field -> field.type() == FieldType.EMAIL)
                .anyMatch(field -> field.required() || !draft.text(field).isEmpty());
        if (present) return Stream.empty(); // CheckMissing reports a required field that is empty
        String field = draft.template().fields().stream()
                .filter(one -> one.type() == FieldType.EMAIL)
                .map(one -> one.name())
                .findFirst()
                .orElse("contact");
        return Stream.of(CheckFinding.error(
                "contact-missing", field, ReaderQuestion.CONTACT.problem(), "Enter an address that your team reads."));
    }
}

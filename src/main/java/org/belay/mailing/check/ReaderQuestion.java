package org.belay.mailing.check;

import java.util.List;
import java.util.Optional;
import org.belay.template.TemplateField;
import org.belay.template.TemplateVersion;

/** A question that readers of a notice ask, with the usual names of the fields that answer it. */
public enum ReaderQuestion {
    WHAT("The notice does not say what to do.", List.of("action", "what_to_do", "what")),
    AFFECTED("Readers cannot tell whether they are affected.", List.of("affected", "who", "device_scope")),
    BY_WHEN("There is no deadline.", List.of("deadline", "by_when", "due")),
    WHY("The notice does not say why.", List.of("reason", "why")),
    HOW("The notice does not say how to do it.", List.of("steps", "how_to", "how")),
    EXCEPTION("The notice does not mention exceptions.", List.of("exceptions", "exception")),
    CONTACT("The notice does not say who to contact.", List.of("contact")),
    CONSEQUENCE("The notice does not say what happens otherwise.", List.of("consequence", "consequences", "otherwise")),
    NOW_TRUE("The correction does not say what is true now.", List.of("now_true")),
    IF_ALREADY_ACTED("The correction does not say what to do if you have already acted.", List.of("if_already_acted"));

    private final String unanswered;
    private final List<String> names;

    ReaderQuestion(String unanswered, List<String> names) {
        this.unanswered = unanswered;
        this.names = names;
    }

    /** The problem if no field answers it, in one sentence. */
    public String problem() {
        return unanswered;
    }

    /** The field of a template that answers it; empty if there is none. */
    public Optional<TemplateField> field(TemplateVersion template) {
        return names.stream().flatMap(name -> template.field(name).stream()).findFirst();
    }

    /** The question that a field of this name answers; empty if it answers none. */
    public static Optional<ReaderQuestion> of(String field) {
        for (ReaderQuestion question : values()) {
            if (question.names.contains(field)) return Optional.of(question);
        }
        return Optional.empty();
    }
}

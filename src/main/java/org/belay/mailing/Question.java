package org.belay.mailing;

import java.util.List;
import java.util.Optional;
import org.belay.template.Field;
import org.belay.template.TemplateVersion;

/** What every reader of a notice asks, and the names of the fields that answer. */
enum Question {
    WHAT("People are not told what to do.", List.of("action", "what_to_do", "what")),
    AFFECTED("People cannot tell whether they are meant.", List.of("affected", "who", "device_scope")),
    BY_WHEN("There is no deadline.", List.of("deadline", "by_when", "due")),
    WHY("People are asked to do something and not told why.", List.of("reason", "why")),
    HOW("People are not told how to do it.", List.of("steps", "how_to", "how")),
    EXCEPTION("Nothing is said about exceptions.", List.of("exceptions", "exception")),
    CONTACT("Nobody is named whom people can ask.", List.of("contact")),
    OTHERWISE("People are not told what happens otherwise.", List.of("consequence", "consequences", "otherwise")),
    NOW_TRUE("The correction does not say what is true now.", List.of("now_true")),
    ACTED("The correction leaves those alone who already acted.", List.of("if_already_acted"));

    private final String unanswered;
    private final List<String> names;

    Question(String unanswered, List<String> names) {
        this.unanswered = unanswered;
        this.names = names;
    }

    /** What is wrong if nobody answers it. */
    String unanswered() {
        return unanswered;
    }

    /** The field of a template that answers it. */
    Optional<Field> field(TemplateVersion template) {
        return names.stream().flatMap(name -> template.field(name).stream()).findFirst();
    }

    static Optional<Question> of(String field) {
        for (Question question : values()) {
            if (question.names.contains(field)) return Optional.of(question);
        }
        return Optional.empty();
    }
}

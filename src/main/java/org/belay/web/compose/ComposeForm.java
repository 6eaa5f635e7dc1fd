package org.belay.web.compose;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.mailing.model.Mailing;
import org.belay.template.TemplateVersion;

/**
 * The inputs of a mailing's form, including those beside the draft.
 *
 * @param in all inputs by name; an answer to a warning is {@code answer.} and the finding's id
 */
record ComposeForm(Map<String, String> in) {
    /** Revision of a mailing that has not changed since its creation. */
    static final int FIRST_REVISION = 1;

    private static final String ANSWER = "answer.";

    static Map<String, String> inputs(Mailing mailing, TemplateVersion template, ZoneId usual) {
        var in = new HashMap<>(DraftInputs.inputs(mailing.draft(), template, usual));
        mailing.answers().forEach((finding, answer) -> in.put(ANSWER + finding, answer));
        in.put("revision", Integer.toString(mailing.revision()));
        return in;
    }

    static Optional<UUID> formId(String text) {
        boolean number = text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
        return number ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    boolean isAction(String name) {
        return name.equals(in.get("act"));
    }

    String template() {
        return in.getOrDefault("template", "");
    }

    /** Id that the form had before it was first sent; empty if it has none. */
    Optional<UUID> begun() {
        return formId(in.getOrDefault("begun", ""));
    }

    /** Revision that this form replaces: the one the page was made from, or the one shown in a conflict. */
    int revision() {
        String typed = in.getOrDefault("over", in.getOrDefault("revision", ""));
        return typed.matches("\\d{1,9}") ? Integer.parseInt(typed) : 0;
    }

    /** Name of the input that is replaced by the saved one. */
    Optional<String> takenInput() {
        return Optional.ofNullable(in.get("take"));
    }

    ComposeForm withTaken(Map<String, String> theirs) {
        var taken = new HashMap<>(in);
        takenInput()
                .ifPresent(name -> theirs.forEach((input, value) -> {
                    if (input.equals(name) || input.equals(name + ".zone")) taken.put(input, value);
                }));
        takenInput().filter(name -> !theirs.containsKey(name)).ifPresent(taken::remove);
        return new ComposeForm(taken);
    }

    Map<String, String> answers() {
        var answers = new HashMap<String, String>();
        in.forEach((name, text) -> {
            if (name.startsWith(ANSWER) && !text.isBlank()) answers.put(name.substring(ANSWER.length()), text.strip());
        });
        return answers;
    }
}

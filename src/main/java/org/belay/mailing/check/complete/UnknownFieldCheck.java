package org.belay.mailing.check.complete;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.ContentCheck;
import org.belay.mailing.check.FindingSeverity;
import org.belay.platform.NearestName;
import org.belay.template.TemplateField;

/** Each value belongs to a field of the template, so that a misspelt "exeption" does not silently drop the exception. */
public final class UnknownFieldCheck implements ContentCheck {

    @Override
    public CheckDescription description() {
        return new CheckDescription(
                "unknown-field",
                CheckTopic.COMPLETE,
                FindingSeverity.ERROR,
                "The template has no field with the name of a value.",
                Map.of(),
                Map.of("exeptions", "The app in the browser stays allowed."));
    }

    @Override
    public Stream<CheckFinding> findings(CheckInput draft) {
        List<String> known =
                draft.template().fields().stream().map(TemplateField::name).toList();
        return Stream.concat(Stream.of(draft.values().texts()), draft.values().translations().values().stream())
                .flatMap(texts -> texts.entrySet().stream())
                .filter(entry -> !entry.getValue().isBlank())
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .distinct()
                .sorted()
                .map(name -> CheckFinding.error(
                        name + "-unknown",
                        name,
                        "The template has no field \"" + name + "\", so its text would not be in the mail.",
                        NearestName.to(name, known)
                                .map(near -> "Call it \"" + near + "\", or remove it.")
                                .orElse("Remove it. The fields are: " + String.join(", ", known) + ".")));
    }
}

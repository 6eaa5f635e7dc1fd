package org.belay.mailing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.platform.Nearest;
import org.belay.template.Field;

/** Each value belongs to a field of the template, so that a misspelt "exeption" does not silently drop the exception. */
final class CheckUnknown implements Check {

    @Override
    public About about() {
        return new About(
                "unknown-field",
                Topic.COMPLETE,
                Severity.ERROR,
                "The template has no field with the name of a value.",
                Map.of(),
                Map.of("exeptions", "The app in the browser stays allowed."));
    }

    @Override
    public Stream<Finding> of(CheckedDraft draft) {
        List<String> known = draft.template().fields().stream().map(Field::name).toList();
        return Stream.concat(Stream.of(draft.values().texts()), draft.values().translations().values().stream())
                .flatMap(texts -> texts.entrySet().stream())
                .filter(entry -> !entry.getValue().isBlank())
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .distinct()
                .sorted()
                .map(name -> Finding.error(
                        name + "-unknown",
                        name,
                        "The template has no field \"" + name + "\", so its text would not be in the mail.",
                        Nearest.to(name, known)
                                .map(near -> "Call it \"" + near + "\", or remove it.")
                                .orElse("Remove it. The fields are: " + String.join(", ", known) + ".")));
    }
}

package org.belay.mailing;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.platform.Nearest;
import org.belay.template.Field;

/** Every word that somebody wrote has a field to stand in: a misspelt "exeption" must not drop the exception in silence. */
final class CheckUnknown implements Check {

    @Override
    public About about() {
        return new About(
                "unknown-field",
                Topic.COMPLETE,
                Severity.ERROR,
                "A value has a name that no field of the template has.",
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
                        "The template has no field \"" + name + "\", so nobody would read what stands there.",
                        Nearest.to(name, known)
                                .map(near -> "Call it \"" + near + "\", or leave it out.")
                                .orElse("Leave it out. The fields are: " + String.join(", ", known) + ".")));
    }
}

package org.belay.audience;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.audience.file.FileFindings;
import org.belay.audience.person.Person;

/**
 * What an import of a file would do.
 *
 * @param counts number of people by value, by {@code department}, {@code country}, {@code language} and {@code domain}
 * @param sample ten people at random
 * @param replaced the audience that would be replaced
 * @param change in comparison with it, or with no people
 */
public record ImportPreview(
        FileFindings findings,
        Map<String, List<ValueCount>> counts,
        List<Person> sample,
        Optional<Audience> replaced,
        AudienceChange change) {}

package org.belay.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a template; immutable.
 *
 * @param id of its database row; 0 if it is not stored
 * @param key name of its folder, {@code mandatory-app-removal}
 * @param number 1, 2, 3 … per template; 0 if it is not stored
 * @param description its purpose, for people who choose a template
 * @param owner who is responsible for its text; may be empty
 * @param fields in form order: those of the notice, then those of the correction
 * @param languages languages of all three parts; the first one is the fallback for readers of other languages
 * @param attributes the attributes of a person that it may use, {@code givenName}
 * @param otherwise default text for people without an attribute, by attribute and language; the empty language applies to all
 * @param sha256 hash of all files, names included
 * @param files contents by file name
 */
public record TemplateVersion(
        long id,
        String key,
        int number,
        String title,
        String description,
        String owner,
        List<TemplateField> fields,
        List<String> languages,
        List<String> attributes,
        Map<String, Map<String, String>> otherwise,
        String sha256,
        Map<String, String> files) {

    public Optional<TemplateField> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    public TemplateVersion withRow(long newId, int newNumber) {
        return new TemplateVersion(
                newId,
                key,
                newNumber,
                title,
                description,
                owner,
                fields,
                languages,
                attributes,
                otherwise,
                sha256,
                files);
    }

    /** File name of a part in a language; the first language has no suffix. */
    public String fileOf(TemplatePart part, String language) {
        return part.fileStem() + (language.equals(languages.get(0)) ? "" : "_" + language) + ".md";
    }
}

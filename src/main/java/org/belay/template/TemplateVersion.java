package org.belay.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One state of a template, never changed once it exists.
 *
 * @param id its row; 0 as long as it was only read from a folder
 * @param key the folder's name, {@code mandatory-app-removal}
 * @param number 1, 2, 3 … of that key; 0 as long as it was only read from a folder
 * @param description what it is for, for the person who chooses a template
 * @param owner who answers for the words; may be empty
 * @param fields in the order of the form: the notice's, then the correction's own
 * @param languages those that all three parts exist in; the first one is for everybody whose language is missing
 * @param attributes the attributes of a person that it may use, {@code givenName}
 * @param otherwise what people read who lack one, by attribute and language; under the empty language for all
 * @param sha256 of all files, names included
 * @param files contents by file name
 */
public record TemplateVersion(
        long id,
        String key,
        int number,
        String title,
        String description,
        String owner,
        List<Field> fields,
        List<String> languages,
        List<String> attributes,
        Map<String, Map<String, String>> otherwise,
        String sha256,
        Map<String, String> files) {

    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    TemplateVersion stored(long newId, int newNumber) {
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

    /** The names that one of its files may use. */
    Names names(Part part, String language) {
        return Names.of(fields, new Attributes(attributes, otherwise), part, language);
    }

    /** The file that holds a part in a language: the first language has no suffix. */
    String fileOf(Part part, String language) {
        return part.fileStem() + (language.equals(languages.get(0)) ? "" : "_" + language) + ".md";
    }
}

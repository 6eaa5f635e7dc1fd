package org.belay.api;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.api.problem.UnusableRequest;
import org.belay.mailing.model.Draft;
import org.belay.platform.NearestName;
import org.belay.template.DateValue;

/**
 * A draft as the API accepts it: {@code template}, {@code language}, {@code values}, {@code values_de} …,
 * {@code correction}, {@code correction_de} …, {@code audience}, {@code pace}, {@code send}. Unknown keys are
 * refused, because a misspelt key would be lost silently.
 */
public final class DraftBody {
    private static final List<String> KNOWN =
            List.of("template", "language", "values", "correction", "audience", "pace", "send", "people", "revision");
    private static final Pattern TRANSLATION = Pattern.compile("(values|correction)_(?<language>[A-Za-z-]{2,12})");

    private final Map<String, Object> body;

    private DraftBody(Map<String, Object> body) {
        this.body = body;
    }

    /** @throws UnusableRequest that names the member */
    static Draft read(Map<String, Object> body) {
        return new DraftBody(body).draft();
    }

    /** The revision that the caller has read; empty if the request has none. */
    static OptionalInt revision(Map<String, Object> body) {
        Object revision = body.get("revision");
        if (revision == null) {
            return OptionalInt.empty();
        }
        if (!revision.toString().matches("\\d{1,9}")) {
            throw new UnusableRequest("\"revision\" must be a whole number, as in the mailing, not \"" + revision
                    + "\". Nothing was done.");
        }
        return OptionalInt.of(Integer.parseInt(revision.toString()));
    }

    private Draft draft() {
        for (String key : body.keySet()) {
            if (!KNOWN.contains(key) && !TRANSLATION.matcher(key).matches()) {
                String near = NearestName.to(key, KNOWN)
                        .map(word -> " Did you mean \"" + word + "\"?")
                        .orElse("");
                throw new UnusableRequest("A mailing has no \"" + key + "\"." + near + " Nothing was done.");
            }
        }
        return new Draft(
                needed("template"),
                text("language").orElse("en"),
                fields("values"),
                translations("values"),
                fields("correction"),
                translations("correction"),
                text("audience").orElse(""),
                pace(),
                send());
    }

    private int pace() {
        String pace = text("pace").orElse("0");
        if (!pace.matches("\\d{1,7}")) {
            throw new UnusableRequest(
                    "\"pace\" must be a number of people a minute, not \"" + pace + "\". Nothing was done.");
        }
        return Integer.parseInt(pace);
    }

    private Optional<ZonedDateTime> send() {
        return text("send").map(DraftBody::moment);
    }

    static ZonedDateTime moment(String send) {
        try {
            return DateValue.moment(send, ZoneId.systemDefault());
        } catch (DateTimeException e) {
            throw new UnusableRequest("\"send\" " + e.getMessage() + ". Nothing was done.");
        }
    }

    /** Values of fields by themselves: {@code values}, {@code values_de} …; other keys are left to the caller. */
    public static Map<String, String> values(Map<String, Object> body) {
        return new DraftBody(body).fields("values");
    }

    public static Map<String, Map<String, String>> valueTranslations(Map<String, Object> body) {
        return new DraftBody(body).translations("values");
    }

    private Map<String, Map<String, String>> translations(String of) {
        var all = new LinkedHashMap<String, Map<String, String>>();
        for (String key : body.keySet()) {
            Matcher translation = TRANSLATION.matcher(key);
            if (key.startsWith(of) && translation.matches()) all.put(translation.group("language"), fields(key));
        }
        return all;
    }

    private Map<String, String> fields(String key) {
        var fields = new LinkedHashMap<String, String>();
        Object value = body.get(key);
        if (value == null) return fields;
        if (!(value instanceof Map<?, ?> members)) {
            throw new UnusableRequest("\"" + key + "\" must be an object of fields and texts. Nothing was done.");
        }
        members.forEach((name, text) -> fields.put(name.toString(), text == null ? "" : text.toString()));
        return fields;
    }

    private String needed(String key) {
        return text(key).orElseThrow(() -> new UnusableRequest("\"" + key + "\" is missing. Nothing was done."));
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(body.get(key)).map(Object::toString).filter(text -> !text.isBlank());
    }
}

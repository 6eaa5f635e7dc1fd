package org.belay.template;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small template that tests adapt. */
final class Words {
    static final String YAML = """
            title: Try
            person: [office]
            fields:
              app: {label: App, required: true}
              deadline: {label: Deadline, type: date-time}
              day: {label: Day, type: date}
              steps: {label: Steps, type: long-text}
              page: {label: Page, type: link}
              contact: {label: Contact, type: e-mail}
              device: {label: Device, type: choice, choices: {phone: {en: mobile phone, de: Telefon}, laptop: {}}}
              seats: {label: Seats, type: number}
              apps: {label: Apps, type: list}
              remote: {label: Remote, type: yes-no}
            """;
    private final Map<String, String> files = new HashMap<>();

    static Words template() {
        var words = new Words();
        words.files.put("template.yaml", YAML);
        for (Part part : Part.values()) words.files.put(part.fileStem() + ".md", mail("Subject", "Words."));
        return words;
    }

    static String mail(String subject, String body) {
        return "---\nsubject: '" + subject + "'\n---\n" + body + "\n";
    }

    Words file(String name, String content) {
        files.put(name, content);
        return this;
    }

    Words notice(String body) {
        return file("notice.md", mail("Subject", body));
    }

    Words without(String name) {
        files.remove(name);
        return this;
    }

    Map<String, String> files() {
        return Map.copyOf(files);
    }

    TemplateVersion read() {
        return TemplateSource.of("try", files);
    }

    List<String> problems() {
        try {
            read();
            return List.of();
        } catch (TemplateError e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    static Values values(String... pairs) {
        var texts = new LinkedHashMap<String, String>();
        texts.put("app", "TikTok");
        for (int i = 0; i < pairs.length; i += 2) texts.put(pairs[i], pairs[i + 1]);
        return Values.of("en", texts, ZoneId.of("Europe/Berlin"), new Letterhead("Tessamar", "IT"));
    }

    static AttributeGroup people(long count, String... pairs) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) values.put(pairs[i], pairs[i + 1]);
        return new AttributeGroup(values, count);
    }

    /** The only variant of a notice with this body. */
    static Variant mailed(String body, String... values) {
        return Compiler.compile(template().notice(body).read(), Part.NOTICE, values(values), List.of(people(1)))
                .variants()
                .get(0);
    }

    /** The part of an HTML mail between its head and its foot. */
    static String body(Variant variant) {
        String html = variant.html();
        int from = html.indexOf("padding:20px 36px 8px 36px;\">") + 30;
        return html.substring(from, html.indexOf("</td></tr>\n      <tr><td class=\"pad\"", from))
                .strip();
    }
}

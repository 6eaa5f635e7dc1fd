package org.belay.template;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.belay.template.files.TemplateReader;
import org.belay.template.render.TemplateCompiler;

/** A small template that tests adapt. */
public final class SmallTemplate {
    public static final String YAML = """
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

    public static SmallTemplate template() {
        var words = new SmallTemplate();
        words.files.put("template.yaml", YAML);
        for (TemplatePart part : TemplatePart.values())
            words.files.put(part.fileStem() + ".md", mail("Subject", "Words."));
        return words;
    }

    public static String mail(String subject, String body) {
        return "---\nsubject: '" + subject + "'\n---\n" + body + "\n";
    }

    public SmallTemplate file(String name, String content) {
        files.put(name, content);
        return this;
    }

    public SmallTemplate notice(String body) {
        return file("notice.md", mail("Subject", body));
    }

    public SmallTemplate without(String name) {
        files.remove(name);
        return this;
    }

    public Map<String, String> files() {
        return Map.copyOf(files);
    }

    public TemplateVersion read() {
        return TemplateReader.parse("try", files);
    }

    public List<String> problems() {
        try {
            read();
            return List.of();
        } catch (TemplateError e) {
            return e.problems().stream().map(TemplateProblem::toString).toList();
        }
    }

    public static AuthoredValues values(String... pairs) {
        var texts = new LinkedHashMap<String, String>();
        texts.put("app", "TikTok");
        for (int i = 0; i < pairs.length; i += 2) texts.put(pairs[i], pairs[i + 1]);
        return AuthoredValues.of("en", texts, ZoneId.of("Europe/Berlin"), new Letterhead("Tessamar", "IT"));
    }

    public static AttributeGroup people(long count, String... pairs) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) values.put(pairs[i], pairs[i + 1]);
        return new AttributeGroup(values, count);
    }

    /** The only variant of a notice with this body. */
    public static MailVariant mailed(String body, String... values) {
        return TemplateCompiler.compile(
                        template().notice(body).read(), TemplatePart.NOTICE, values(values), List.of(people(1)))
                .variants()
                .get(0);
    }

    /** The part of an HTML mail between its head and its foot. */
    public static String body(MailVariant variant) {
        String html = variant.html();
        int from = html.indexOf("padding:20px 36px 8px 36px;\">") + 30;
        return html.substring(from, html.indexOf("</td></tr>\n      <tr><td class=\"pad\"", from))
                .strip();
    }
}

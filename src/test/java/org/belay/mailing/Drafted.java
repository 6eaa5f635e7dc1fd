package org.belay.mailing;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.audience.Count;
import org.belay.delivery.relay.Forecast;
import org.belay.message.ShortValue;
import org.belay.template.AttributeGroup;
import org.belay.template.Compiled;
import org.belay.template.Compiler;
import org.belay.template.Letterhead;
import org.belay.template.Part;
import org.belay.template.TemplateSource;
import org.belay.template.TemplateVersion;
import org.belay.template.Values;
import org.belay.template.Variant;

/** A draft for tests: starts from a valid one, which the test changes. */
final class Drafted {
    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final TemplateVersion ACTION =
            TemplateSource.read(Path.of("src/test/resources/org/belay/mailing/action"));

    private TemplateVersion template;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> german = new LinkedHashMap<>();
    private Map<String, Long> countries = Map.of();
    private final Map<String, Long> languages = new LinkedHashMap<>();
    private Map<String, List<Count>> unfit = Map.of();
    private String language = "en";
    private String organisation = "Tessamar";
    private long people = 2431;

    private Drafted(TemplateVersion template) {
        this.template = template;
    }

    /** A draft with the example values of a template. */
    static Drafted of(TemplateVersion template) {
        var drafted = new Drafted(template);
        template.fields().forEach(field -> drafted.texts.put(field.name(), field.example()));
        return drafted;
    }

    /** A draft that passes every check. */
    static Drafted good() {
        var drafted = new Drafted(ACTION);
        drafted.texts.putAll(Map.ofEntries(
                Map.entry("topic", "TikTok on phones with company mail"),
                Map.entry("action", "Remove the TikTok app from your phone."),
                Map.entry("affected", "Everyone who reads company mail on a phone."),
                Map.entry("deadline", "2026-12-04T18:00[Europe/Berlin]"),
                Map.entry("reason", "The app copies contacts to a server that we do not control."),
                Map.entry("steps", "1. Press and hold the icon.\n2. Choose **Remove app**."),
                Map.entry("exceptions", "You may go on using TikTok in the browser of your laptop."),
                Map.entry("consequence", "After that day the phone gets no company mail until the app is gone."),
                Map.entry("contact", "it-help@example.org"),
                Map.entry("contact_details", "IT Service Desk, extension 4357"),
                Map.entry("now_true", "You may keep the app. Our rules have not changed."),
                Map.entry("if_already_acted", "You may install it again. Nothing was lost."),
                Map.entry("cause", "The email was a draft. It went out by mistake.")));
        return drafted;
    }

    /** @param changes values by field; a name that ends in .md is a mail of the template, one that ends in {@code _de} a translation */
    Drafted with(Map<String, String> changes) {
        changes.forEach(this::with);
        return this;
    }

    Drafted with(String name, String text) {
        if (name.endsWith(".md")) template = mail(name, text);
        else if (name.equals("people")) people = Long.parseLong(text);
        else if (name.startsWith("person.")) value(name.substring("person.".length()), text);
        else if (name.startsWith("readers.")) languages.put(name.substring("readers.".length()), Long.parseLong(text));
        else if (name.equals("organisation")) organisation = text;
        else if (name.endsWith("_de")) german.put(name.substring(0, name.length() - 3), text);
        else texts.put(name, text);
        return this;
    }

    /** Declares that all texts are in this language. */
    Drafted written(String in) {
        language = in;
        return this;
    }

    Drafted in(Map<String, Long> someCountries) {
        countries = someCountries;
        return this;
    }

    private void value(String attribute, String value) {
        if (ShortValue.problem(value).isPresent()) unfit = Map.of(attribute, List.of(new Count(value, 1)));
    }

    private TemplateVersion mail(String name, String text) {
        var files = new HashMap<>(template.files());
        files.put(name, text);
        return TemplateSource.of(template.key(), files);
    }

    CheckedDraft checked() {
        Values values = Values.of(
                language,
                texts,
                ZoneId.of("Europe/Berlin"),
                new Letterhead(organisation, organisation.isEmpty() ? "" : "IT"));
        if (!german.isEmpty()) values = values.translated("de", german);
        List<AttributeGroup> readers = template.languages().stream()
                .map(language -> new AttributeGroup(Map.of("language", language), 1))
                .toList();
        Compiled notice = Compiler.preview(template, Part.NOTICE, values, readers);
        Compiled correction =
                Compiler.preview(template, Part.CORRECTION, values.withdrawing(notice, Optional.empty()), readers);
        var links = new Links(
                List.of("example.org", "company.example"),
                link -> link.getPath().contains("gone") ? Optional.of("answers 404") : Optional.empty());
        return new CheckedDraft(
                template,
                values,
                new Readers(
                        people,
                        countries,
                        languages,
                        unfit,
                        Optional.of(new Forecast.Day(10_000, 10_000, 5_000, false))),
                asRead(notice),
                asRead(correction),
                List.of("givenName"),
                links,
                NOW,
                NOW);
    }

    private static List<Variant> asRead(Compiled mail) {
        return mail.variants().stream().map(ReaderView::ofStranger).toList();
    }

    List<Finding> findings() {
        return Checks.of(checked());
    }

    List<String> ids() {
        return findings().stream().map(Finding::id).toList();
    }
}

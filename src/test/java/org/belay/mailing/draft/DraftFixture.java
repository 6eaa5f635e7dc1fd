package org.belay.mailing.draft;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.audience.ValueCount;
import org.belay.delivery.relay.SendingForecast;
import org.belay.mailing.check.AudienceProfile;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.CheckInput;
import org.belay.mailing.check.LinkPolicy;
import org.belay.message.PlaceholderRules;
import org.belay.template.AttributeGroup;
import org.belay.template.AuthoredValues;
import org.belay.template.CompiledPart;
import org.belay.template.Letterhead;
import org.belay.template.MailVariant;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateReader;
import org.belay.template.render.TemplateCompiler;

/** A draft for tests: starts from a valid one, which the test changes. */
final class DraftFixture {
    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final TemplateVersion ACTION =
            TemplateReader.read(Path.of("src/test/resources/org/belay/mailing/action"));

    private TemplateVersion template;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> german = new LinkedHashMap<>();
    private Map<String, Long> countries = Map.of();
    private final Map<String, Long> languages = new LinkedHashMap<>();
    private List<ValueCount> outside = List.of();
    private Optional<AudienceProfile.UsualSize> usual = Optional.empty();
    private Map<String, List<ValueCount>> unfit = Map.of();
    private String language = "en";
    private String organisation = "Tessamar";
    private long people = 2431;

    private DraftFixture(TemplateVersion template) {
        this.template = template;
    }

    /** A draft with the example values of a template. */
    static DraftFixture of(TemplateVersion template) {
        var drafted = new DraftFixture(template);
        template.fields().forEach(field -> drafted.texts.put(field.name(), field.example()));
        return drafted;
    }

    /** A draft that passes every check. */
    static DraftFixture good() {
        var drafted = new DraftFixture(ACTION);
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
    DraftFixture with(Map<String, String> changes) {
        changes.forEach(this::with);
        return this;
    }

    DraftFixture with(String name, String text) {
        if (name.endsWith(".md")) template = mail(name, text);
        else if (name.equals("people")) people = Long.parseLong(text);
        else if (name.equals("usual")) usual = Optional.of(new AudienceProfile.UsualSize(Long.parseLong(text), 3));
        else if (name.startsWith("person.")) value(name.substring("person.".length()), text);
        else if (name.startsWith("outside."))
            outside = List.of(new ValueCount(name.substring("outside.".length()), Long.parseLong(text)));
        else if (name.startsWith("readers.")) languages.put(name.substring("readers.".length()), Long.parseLong(text));
        else if (name.equals("organisation")) organisation = text;
        else if (name.endsWith("_de")) german.put(name.substring(0, name.length() - 3), text);
        else texts.put(name, text);
        return this;
    }

    /** Declares that all texts are in this language. */
    DraftFixture written(String in) {
        language = in;
        return this;
    }

    DraftFixture in(Map<String, Long> someCountries) {
        countries = someCountries;
        return this;
    }

    private void value(String attribute, String value) {
        if (PlaceholderRules.problem(value).isPresent()) unfit = Map.of(attribute, List.of(new ValueCount(value, 1)));
    }

    private TemplateVersion mail(String name, String text) {
        var files = new HashMap<>(template.files());
        files.put(name, text);
        return TemplateReader.parse(template.key(), files);
    }

    CheckInput checked() {
        AuthoredValues values = AuthoredValues.of(
                language,
                texts,
                ZoneId.of("Europe/Berlin"),
                new Letterhead(organisation, organisation.isEmpty() ? "" : "IT"));
        if (!german.isEmpty()) values = values.withTranslation("de", german);
        List<AttributeGroup> readers = template.languages().stream()
                .map(language -> new AttributeGroup(Map.of("language", language), 1))
                .toList();
        CompiledPart notice = TemplateCompiler.preview(template, TemplatePart.NOTICE, values, readers);
        CompiledPart correction = TemplateCompiler.preview(
                template, TemplatePart.CORRECTION, values.forCorrectionOf(notice, Optional.empty()), readers);
        var links = new LinkPolicy(
                List.of("example.org", "company.example"),
                link -> link.getPath().contains("gone") ? Optional.of("answers 404") : Optional.empty());
        return new CheckInput(
                template,
                values,
                new AudienceProfile(
                        people,
                        countries,
                        languages,
                        unfit,
                        Optional.of(new SendingForecast.DailyLimit(10_000, 10_000, 5_000, false)),
                        outside,
                        usual),
                asRead(notice),
                asRead(correction),
                List.of("givenName"),
                links,
                NOW,
                NOW);
    }

    private static List<MailVariant> asRead(CompiledPart mail) {
        return mail.variants().stream().map(ReaderView::withDefaults).toList();
    }

    List<CheckFinding> findings() {
        return CheckRegistry.findingsOf(checked());
    }

    List<String> ids() {
        return findings().stream().map(CheckFinding::id).toList();
    }
}

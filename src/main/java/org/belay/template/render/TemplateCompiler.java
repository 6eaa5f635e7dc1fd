package org.belay.template.render;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.belay.template.AttributeGroup;
import org.belay.template.AuthoredValues;
import org.belay.template.CompiledPart;
import org.belay.template.MailVariant;
import org.belay.template.TemplateError;
import org.belay.template.TemplateField;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateProblem;
import org.belay.template.TemplateVersion;
import org.belay.template.VariantAssignment;
import org.belay.template.files.TemplateReader;
import org.belay.template.language.TemplateMail;
import org.belay.template.language.TemplateNode;
import org.belay.template.language.TemplateOperand;

/**
 * Compiles one part of a template and an author's values for an audience: one {@link MailVariant} for each language and each group of people
 * who read different text.
 *
 * <pre>
 * CompiledPart notice = TemplateCompiler.compile(version, TemplatePart.NOTICE, values, groups);
 * CompiledPart correction = TemplateCompiler.compile(version, TemplatePart.CORRECTION,
 *         values.and(correctionFields).withdrawing(notice, start), groups);
 * </pre>
 *
 * <p>Pure: the same arguments give the same texts; nothing else is read.
 */
public final class TemplateCompiler {
    private final TemplateVersion template;
    private final TemplatePart part;
    private final AuthoredValues values;
    private final List<String> offered;
    private final Map<String, TemplateMail> mails = new HashMap<>();
    private final Set<TemplateField> missing = new LinkedHashSet<>();

    private TemplateCompiler(TemplateVersion template, TemplatePart part, AuthoredValues values) {
        this.template = template;
        this.part = part;
        this.values = values;
        this.offered = offeredLanguages(template, values);
    }

    /**
     * Compiles for sending.
     *
     * @param groups the audience, grouped by {@link #groupingAttributes}
     * @throws TemplateError if a required field is empty, a value does not fit its type, there are more than 50 variants, or a mail is
     *     longer than mail programs show
     */
    public static CompiledPart compile(
            TemplateVersion template, TemplatePart part, AuthoredValues values, List<AttributeGroup> groups) {
        return new TemplateCompiler(template, part, values).compiled(groups, true);
    }

    /** Compiles a draft: a missing value is shown in the text as {@code [Reason is missing]}. */
    public static CompiledPart preview(
            TemplateVersion template, TemplatePart part, AuthoredValues values, List<AttributeGroup> groups) {
        return new TemplateCompiler(template, part, values).compiled(groups, false);
    }

    /** The attributes by which an audience must be grouped for a part: those in its conditions, and always {@code language}. */
    public static List<String> groupingAttributes(TemplateVersion template, TemplatePart part) {
        Set<String> attributes = new LinkedHashSet<>(List.of(ReaderGroup.LANGUAGE));
        for (String language : template.languages()) {
            TemplateMail mail = TemplateReader.mail(template, part, language);
            Stream.of(mail.subject(), mail.preview(), mail.body()).forEach(pieces -> asked(pieces, attributes));
            if (asksZone(template) && mail.printsMoment(part)) attributes.add(AttributeGroup.ZONE);
        }
        return List.copyOf(attributes);
    }

    /** One person's mail, all placeholders filled. For previews. */
    public static MailVariant forPerson(
            TemplateVersion template, TemplatePart part, AuthoredValues values, Map<String, String> attributes) {
        var compiler = new TemplateCompiler(template, part, values);
        var person = compiler.known(new AttributeGroup(attributes, 1));
        String language = compiler.languageOf(person);
        return compiler.variant(
                1, new ReaderValues(values, language, person, false, compiler.missing), "", 1, Map.of());
    }

    /** The languages in which this mailing is sent: those of the template for which the author filled in values. */
    public static List<String> offeredLanguages(TemplateVersion template, AuthoredValues values) {
        List<String> offered =
                template.languages().stream().filter(values::hasLanguage).toList();
        return offered.isEmpty() ? template.languages().subList(0, 1) : offered;
    }

    private CompiledPart compiled(List<AttributeGroup> groups, boolean strict) {
        List<ReaderGroup> readers = readers(groups);
        ReaderGroup.refuseTooMany(readers);
        var variants = new ArrayList<MailVariant>();
        var assignments = new ArrayList<VariantAssignment>();
        for (ReaderGroup some : readers) {
            int number = variants.size() + 1;
            ReaderValues reading = reading(some.key().language(), some.one());
            variants.add(variant(number, reading, some.key().words(), some.people(), some.peopleByOwnLanguage()));
            some.groups().forEach(group -> assignments.add(new VariantAssignment(group.values(), number)));
        }
        if (strict) refuse();
        return new CompiledPart(List.copyOf(variants), List.copyOf(assignments));
    }

    private List<ReaderGroup> readers(List<AttributeGroup> groups) {
        var all = new LinkedHashMap<ReaderGroup.VariantKey, ReaderGroup>();
        for (AttributeGroup group : groups) {
            String language = languageOf(group);
            String zone =
                    zoned(language) ? known(group).zone().map(ZoneId::getId).orElse("") : "";
            var key =
                    new ReaderGroup.VariantKey(language, zone, BranchPath.of(mail(language), reading(language, group)));
            all.computeIfAbsent(key, same -> new ReaderGroup(same, group, new ArrayList<>()))
                    .groups()
                    .add(group);
        }
        return all.values().stream()
                .sorted(Comparator.comparingInt(
                                (ReaderGroup some) -> offered.indexOf(some.key().language()))
                        .thenComparing(
                                Comparator.comparingLong(ReaderGroup::people).reversed())
                        .thenComparing(some -> some.key().words()))
                .toList();
    }

    private ReaderValues reading(String language, AttributeGroup group) {
        return new ReaderValues(values, language, known(group), true, missing);
    }

    private static boolean asksZone(TemplateVersion template) {
        return template.attributes().contains(AttributeGroup.ZONE);
    }

    private AttributeGroup known(AttributeGroup group) {
        return asksZone(template) ? group : group.withoutTimeZone();
    }

    private boolean zoned(String language) {
        return asksZone(template) && mail(language).printsMoment(part);
    }

    private TemplateMail mail(String language) {
        return mails.computeIfAbsent(language, wanted -> {
            var shared = new ReaderValues(values, wanted, new AttributeGroup(Map.of(), 0), true, missing);
            return ListExpansion.expand(TemplateReader.mail(template, part, wanted), shared::listText);
        });
    }

    /** {@code de-AT} reads German; a reader of none of the offered languages gets the first. */
    private String languageOf(AttributeGroup group) {
        String own = group.value(ReaderGroup.LANGUAGE).replace('_', '-').toLowerCase(Locale.ROOT);
        return offered.stream()
                .filter(language -> language.toLowerCase(Locale.ROOT).equals(own))
                .findFirst()
                .or(() -> offered.stream()
                        .filter(language -> own.startsWith(language.toLowerCase(Locale.ROOT) + "-"))
                        .findFirst())
                .orElse(offered.get(0));
    }

    private MailVariant variant(
            int number, ReaderValues reading, String condition, long people, Map<String, Long> readers) {
        TemplateMail mail = mail(reading.language());
        String file = template.key() + "/" + template.fileOf(part, reading.language());
        var marks = new ValueMarks();
        String subject = line(RestrictedFreeMarker.render(file, mail.subject(), reading, marks));
        String preview = line(RestrictedFreeMarker.render(file, mail.preview(), reading, marks));
        MailBody body = MailBody.read(RestrictedFreeMarker.render(file, mail.body(), reading, marks), marks, reading);
        RenderedMail text = RenderedMail.render(
                part, marks.withPlaceholdersOnly(subject), marks.withPlaceholdersOnly(preview), body, reading);
        text.refuseIfTooLong(file);
        return new MailVariant(
                number,
                reading.language(),
                condition,
                people,
                readers,
                marks.asPlainText(subject),
                marks.asPlainText(text.html()),
                marks.asPlainText(text.text()));
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private void refuse() {
        var problems = new ArrayList<TemplateProblem>();
        missing.forEach(field -> problems.add(TemplateProblem.ofFile(
                field.name(), field.label() + " is missing.", "Fill in the field " + field.name() + ".")));
        for (TemplateField field : template.fields()) {
            offered.stream()
                    .map(language -> values.text(field.name(), language))
                    .distinct()
                    .filter(text -> !text.isEmpty())
                    .flatMap(text -> field.problem(text, values.zone()).stream())
                    .forEach(problem -> problems.add(TemplateProblem.ofFile(
                            field.name(), field.label() + " " + problem + ".", "Fix the field " + field.name() + ".")));
        }
        if (part == TemplatePart.CORRECTION && values.withdrawn().isEmpty()) {
            problems.add(TemplateProblem.ofFile(
                    template.key(),
                    "The correction does not know which notice it withdraws.",
                    "Compile the notice first."));
        }
        if (!problems.isEmpty()) throw new TemplateError(problems);
    }

    private static void asked(List<TemplateNode> pieces, Set<String> attributes) {
        for (TemplateNode piece : pieces) {
            if (piece instanceof TemplateNode.ListDirective loop) {
                asked(loop.pieces(), attributes);
                asked(loop.elseNodes(), attributes);
            }
            if (piece instanceof TemplateNode.SepDirective between) asked(between.pieces(), attributes);
            if (!(piece instanceof TemplateNode.IfDirective choice)) continue;
            for (TemplateNode.IfBranch branch : choice.branches()) {
                branch.condition().operands().forEach(operand -> {
                    if (operand instanceof TemplateOperand.PersonValue person) attributes.add(person.attribute());
                });
                asked(branch.pieces(), attributes);
            }
            asked(choice.elseNodes(), attributes);
        }
    }
}

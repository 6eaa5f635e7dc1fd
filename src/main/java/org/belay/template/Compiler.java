package org.belay.template;

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
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compiles one part of a template and an author's values for an audience: one {@link Variant} for each language and each group of people
 * who read different text.
 *
 * <pre>
 * Compiled notice = Compiler.compile(version, Part.NOTICE, values, groups);
 * Compiled correction = Compiler.compile(version, Part.CORRECTION,
 *         values.and(correctionFields).withdrawing(notice, start), groups);
 * </pre>
 *
 * <p>Pure: the same arguments give the same texts; nothing else is read.
 */
public final class Compiler {
    private static final String LANGUAGE = "language";
    private static final int MOST_VARIANTS = 50;

    private final TemplateVersion template;
    private final Part part;
    private final Values values;
    private final List<String> offered;
    private final Map<String, MailSource> mails = new HashMap<>();
    private final Set<Field> missing = new LinkedHashSet<>();

    /** Groups of people who read the same text. */
    private record Readers(Key key, AttributeGroup one, List<AttributeGroup> groups) {
        long people() {
            return groups.stream().mapToLong(AttributeGroup::people).sum();
        }
    }

    /** @param zone time zone of the readers; empty if no date-time is printed or the template does not use it */
    private record Key(String language, String zone, Decisions decisions) {
        String words() {
            String said = decisions.words();
            return zone.isEmpty() ? said : said + (said.isEmpty() ? "" : "; ") + "time zone is " + zone;
        }
    }

    private Compiler(TemplateVersion template, Part part, Values values) {
        this.template = template;
        this.part = part;
        this.values = values;
        this.offered = offered(template, values);
    }

    /**
     * Compiles for sending.
     *
     * @param groups the audience, grouped by {@link #splittingAttributes}
     * @throws TemplateError if a required field is empty, a value does not fit its type, there are more than 50 variants, or a mail is
     *     longer than mail programs show
     */
    public static Compiled compile(TemplateVersion template, Part part, Values values, List<AttributeGroup> groups) {
        return new Compiler(template, part, values).compiled(groups, true);
    }

    /** Compiles a draft: a missing value is shown in the text as {@code [Reason is missing]}. */
    public static Compiled preview(TemplateVersion template, Part part, Values values, List<AttributeGroup> groups) {
        return new Compiler(template, part, values).compiled(groups, false);
    }

    /** The attributes by which an audience must be grouped for a part: those in its conditions, and always {@code language}. */
    public static List<String> splittingAttributes(TemplateVersion template, Part part) {
        Set<String> attributes = new LinkedHashSet<>(List.of(LANGUAGE));
        for (String language : template.languages()) {
            MailSource mail = TemplateSource.mail(template, part, language);
            Stream.of(mail.subject(), mail.preview(), mail.body()).forEach(pieces -> asked(pieces, attributes));
            if (asksZone(template) && mail.printsMoment(part)) attributes.add(AttributeGroup.ZONE);
        }
        return List.copyOf(attributes);
    }

    /** One person's mail, all slots filled. For previews. */
    public static Variant alone(TemplateVersion template, Part part, Values values, Map<String, String> attributes) {
        var compiler = new Compiler(template, part, values);
        var person = compiler.known(new AttributeGroup(attributes, 1));
        String language = compiler.languageOf(person);
        return compiler.variant(1, new Reading(values, language, person, false, compiler.missing), "", 1, Map.of());
    }

    /** The languages in which this mailing is sent: those of the template for which the author filled in values. */
    public static List<String> offered(TemplateVersion template, Values values) {
        List<String> offered =
                template.languages().stream().filter(values::offers).toList();
        return offered.isEmpty() ? template.languages().subList(0, 1) : offered;
    }

    private Compiled compiled(List<AttributeGroup> groups, boolean strict) {
        List<Readers> readers = readers(groups);
        if (readers.size() > MOST_VARIANTS) throw tooMany(readers);
        var variants = new ArrayList<Variant>();
        var assignments = new ArrayList<Assignment>();
        for (Readers some : readers) {
            int number = variants.size() + 1;
            Reading reading = reading(some.key().language(), some.one());
            variants.add(variant(number, reading, some.key().words(), some.people(), byOwnLanguage(some)));
            some.groups().forEach(group -> assignments.add(new Assignment(group.values(), number)));
        }
        if (strict) refuse();
        return new Compiled(List.copyOf(variants), List.copyOf(assignments));
    }

    private List<Readers> readers(List<AttributeGroup> groups) {
        var all = new LinkedHashMap<Key, Readers>();
        for (AttributeGroup group : groups) {
            String language = languageOf(group);
            String zone =
                    zoned(language) ? known(group).zone().map(ZoneId::getId).orElse("") : "";
            var key = new Key(language, zone, Decisions.of(mail(language), reading(language, group)));
            all.computeIfAbsent(key, same -> new Readers(same, group, new ArrayList<>()))
                    .groups()
                    .add(group);
        }
        return all.values().stream()
                .sorted(Comparator.comparingInt(
                                (Readers some) -> offered.indexOf(some.key().language()))
                        .thenComparing(Comparator.comparingLong(Readers::people).reversed())
                        .thenComparing(some -> some.key().words()))
                .toList();
    }

    private Reading reading(String language, AttributeGroup group) {
        return new Reading(values, language, known(group), true, missing);
    }

    private static boolean asksZone(TemplateVersion template) {
        return template.attributes().contains(AttributeGroup.ZONE);
    }

    private AttributeGroup known(AttributeGroup group) {
        return asksZone(template) ? group : group.withoutZone();
    }

    private boolean zoned(String language) {
        return asksZone(template) && mail(language).printsMoment(part);
    }

    private MailSource mail(String language) {
        return mails.computeIfAbsent(language, wanted -> {
            var shared = new Reading(values, wanted, new AttributeGroup(Map.of(), 0), true, missing);
            return Unfolding.of(TemplateSource.mail(template, part, wanted), shared::listed);
        });
    }

    /** {@code de-AT} reads German; a reader of none of the offered languages gets the first. */
    private String languageOf(AttributeGroup group) {
        String own = group.value(LANGUAGE).replace('_', '-').toLowerCase(Locale.ROOT);
        return offered.stream()
                .filter(language -> language.toLowerCase(Locale.ROOT).equals(own))
                .findFirst()
                .or(() -> offered.stream()
                        .filter(language -> own.startsWith(language.toLowerCase(Locale.ROOT) + "-"))
                        .findFirst())
                .orElse(offered.get(0));
    }

    private Variant variant(int number, Reading reading, String condition, long people, Map<String, Long> readers) {
        MailSource mail = mail(reading.language());
        String file = template.key() + "/" + template.fileOf(part, reading.language());
        var gaps = new Gaps();
        String subject = line(LockedFreeMarker.render(file, mail.subject(), reading, gaps));
        String preview = line(LockedFreeMarker.render(file, mail.preview(), reading, gaps));
        MailBody body = MailBody.read(LockedFreeMarker.render(file, mail.body(), reading, gaps), gaps, reading);
        MailText text = MailText.of(part, gaps.words(subject), gaps.words(preview), body, reading);
        text.refuseIfTooLong(file);
        return new Variant(
                number,
                reading.language(),
                condition,
                people,
                readers,
                gaps.plain(subject),
                gaps.plain(text.html()),
                gaps.plain(text.text()));
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private Map<String, Long> byOwnLanguage(Readers readers) {
        var counts = new TreeMap<String, Long>();
        readers.groups().forEach(group -> counts.merge(group.value(LANGUAGE), group.people(), Long::sum));
        return counts;
    }

    private void refuse() {
        var problems = new ArrayList<Problem>();
        missing.forEach(field -> problems.add(Problem.ofFile(
                field.name(), field.label() + " is missing.", "Fill in the field " + field.name() + ".")));
        for (Field field : template.fields()) {
            offered.stream()
                    .map(language -> values.text(field.name(), language))
                    .distinct()
                    .filter(text -> !text.isEmpty())
                    .flatMap(text -> field.problem(text, values.zone()).stream())
                    .forEach(problem -> problems.add(Problem.ofFile(
                            field.name(), field.label() + " " + problem + ".", "Fix the field " + field.name() + ".")));
        }
        if (part == Part.CORRECTION && values.withdrawn().isEmpty()) {
            problems.add(Problem.ofFile(
                    template.key(),
                    "The correction does not know which notice it withdraws.",
                    "Compile the notice first."));
        }
        if (!problems.isEmpty()) throw new TemplateError(problems);
    }

    private TemplateError tooMany(List<Readers> readers) {
        var answers = new LinkedHashMap<Piece.Choice, Set<Integer>>();
        readers.forEach(some -> some.key()
                .decisions()
                .taken()
                .forEach(taken -> answers.computeIfAbsent(taken.choice(), same -> new LinkedHashSet<>())
                        .add(taken.branch())));
        Piece.Choice splitting = answers.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow()
                .getKey();
        Piece.Branch first = splitting.branches().get(0);
        return new TemplateError(List.of(first.place()
                .problem(
                        "This would be " + readers.size() + " different mails; the limit is "
                                + MOST_VARIANTS + ". The condition that splits them most begins here: "
                                + first.condition().words() + ".",
                        "Use fewer conditions, or send two mailings.")));
    }

    private static void asked(List<Piece> pieces, Set<String> attributes) {
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Loop loop) {
                asked(loop.pieces(), attributes);
                asked(loop.otherwise(), attributes);
            }
            if (piece instanceof Piece.Between between) asked(between.pieces(), attributes);
            if (!(piece instanceof Piece.Choice choice)) continue;
            for (Piece.Branch branch : choice.branches()) {
                branch.condition().operands().forEach(operand -> {
                    if (operand instanceof Operand.PersonValue person) attributes.add(person.attribute());
                });
                asked(branch.pieces(), attributes);
            }
            asked(choice.otherwise(), attributes);
        }
    }
}

package org.belay.evidence;

import freemarker.cache.ClassTemplateLoader;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.belay.delivery.DeliveryCounts;
import org.belay.delivery.DeliveryState;
import org.belay.mailing.model.Mailing;
import org.springframework.stereotype.Component;

/** The page of an export: {@code index.html}, one file without script or links, to read and to print. */
@Component
class EvidencePage {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final Map<DeliveryState, String> WORDS = new EnumMap<>(Map.ofEntries(
            Map.entry(DeliveryState.ACCEPTED, "accepted by the mail server"),
            Map.entry(DeliveryState.DELIVERED, "delivered to the mailbox"),
            Map.entry(DeliveryState.BOUNCED, "accepted, but not delivered: a report came back"),
            Map.entry(DeliveryState.IN_DOUBT, "uncertain: they may have it"),
            Map.entry(DeliveryState.REJECTED, "refused by the mail server"),
            Map.entry(DeliveryState.EXPIRED, "given up after repeated tries"),
            Map.entry(DeliveryState.SKIPPED, "left out on purpose"),
            Map.entry(DeliveryState.HALTED, "not sent, because sending was stopped"),
            Map.entry(DeliveryState.DEFERRED, "waiting for another try"),
            Map.entry(DeliveryState.PENDING, "not sent yet"),
            Map.entry(DeliveryState.IN_FLIGHT, "being sent")));

    private final Configuration templates;

    EvidencePage() {
        templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setTemplateLoader(new ClassTemplateLoader(EvidencePage.class, ""));
        templates.setDefaultEncoding("UTF-8");
        templates.setLocale(Locale.ENGLISH);
        templates.setLogTemplateExceptions(false);
        templates.setFallbackOnNullLoopVariable(false);
        var wrapper = new DefaultObjectWrapperBuilder(Configuration.VERSION_2_3_34);
        wrapper.setExposeFields(false);
        templates.setObjectWrapper(wrapper.build());
    }

    /**
     * A moment of the time line.
     *
     * @param after time since the moment before it; empty for the first
     * @param taking whether it belongs to taking the notice back
     * @param y position in the picture
     */
    public record TimelineMoment(String at, String after, String words, boolean taking, int y) {}

    void write(EvidenceFacts facts, Writer to) throws IOException {
        Mailing mailing = facts.status().mailing();
        List<TimelineMoment> line = timeline(facts);
        try {
            templates
                    .getTemplate("index.ftlh")
                    .process(
                            Map.ofEntries(
                                    Map.entry("id", mailing.id().toString()),
                                    Map.entry("title", mailing.title()),
                                    Map.entry(
                                            "state",
                                            mailing.state()
                                                    .name()
                                                    .toLowerCase(Locale.ROOT)
                                                    .replace('_', ' ')),
                                    Map.entry("exportedAt", MOMENT.format(facts.exportedAt())),
                                    Map.entry("people", number(mailing.people())),
                                    Map.entry(
                                            "author",
                                            person(
                                                    mailing.author().name(),
                                                    mailing.author().address())),
                                    Map.entry("approvals", approvals(mailing)),
                                    Map.entry("line", line),
                                    Map.entry("height", 40 + line.size() * 44),
                                    Map.entry("notice", account(facts.status().notice())),
                                    Map.entry(
                                            "noticeTotal",
                                            number(facts.status().notice().total())),
                                    Map.entry(
                                            "correction",
                                            facts.status()
                                                    .correction()
                                                    .map(EvidencePage::account)
                                                    .orElse(List.of())),
                                    Map.entry(
                                            "correctionTotal",
                                            number(facts.status()
                                                    .correction()
                                                    .map(DeliveryCounts::total)
                                                    .orElse(0L))),
                                    Map.entry(
                                            "reason",
                                            facts.correction()
                                                    .map(it -> it.reason())
                                                    .orElse("")),
                                    Map.entry("truth", truth(facts)),
                                    Map.entry("variants", variants(facts))),
                            to);
        } catch (TemplateException e) {
            throw new IOException("The page of the export could not be made.", e);
        }
    }

    private static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    private static String person(String name, String address) {
        return name + " <" + address + ">";
    }

    private static List<String> approvals(Mailing mailing) {
        return mailing.approvals().stream()
                .map(one -> person(one.by().name(), one.by().address())
                        + one.actingFor().map(absent -> " for " + absent.name()).orElse("") + ", "
                        + MOMENT.format(one.at()) + ", for " + number(one.people()) + " people; SHA-256 "
                        + one.sha256())
                .toList();
    }

    /** One sentence for each state that people are in, the largest first. The numbers add up to the total. */
    private static List<Map<String, String>> account(DeliveryCounts counts) {
        return counts.byState().entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .sorted(Map.Entry.<DeliveryState, Long>comparingByValue().reversed())
                .map(one -> Map.of("people", number(one.getValue()), "words", String.valueOf(WORDS.get(one.getKey()))))
                .toList();
    }

    private static List<String> truth(EvidenceFacts facts) {
        return facts.timeInError()
                .map(time -> List.of(
                        number(time.people()) + " people have both the notice and its correction.",
                        "Half of them were misinformed for " + span(time.median()) + " at most, nine of ten for "
                                + span(time.ninetyPercent()) + " at most, and the last one for " + span(time.longest())
                                + "."))
                .orElse(List.of());
    }

    private static List<Map<String, String>> variants(EvidenceFacts facts) {
        return facts.variants().stream()
                .map(one -> Map.of(
                        "kind", one.kind().name().toLowerCase(Locale.ROOT),
                        "file", one.file(),
                        "language", one.variant().language(),
                        "condition", one.variant().condition(),
                        "people", number(one.variant().people()),
                        "subject", one.text().subject(),
                        "text", one.text().text(),
                        "sha256", one.variant().sha256()))
                .toList();
    }

    private record UndatedMoment(Instant at, String words, boolean taking) {}

    private static List<TimelineMoment> timeline(EvidenceFacts facts) {
        Mailing mailing = facts.status().mailing();
        var moments = new ArrayList<UndatedMoment>();
        moments.add(new UndatedMoment(
                mailing.createdAt(), "Drafted by " + mailing.author().name(), false));
        facts.submittedAt().ifPresent(at -> moments.add(new UndatedMoment(at, "Submitted for review", false)));
        mailing.approvals()
                .forEach(one -> moments.add(
                        new UndatedMoment(one.at(), "Approved by " + one.by().name(), false)));
        mailing.startedAt().ifPresent(at -> moments.add(new UndatedMoment(at, "Sending began", false)));
        facts.noticeAccepted().ifPresent(span -> {
            moments.add(new UndatedMoment(span.first(), "First notice accepted", false));
            moments.add(new UndatedMoment(span.last(), "Last notice accepted", false));
        });
        facts.stoppedAt().ifPresent(at -> moments.add(new UndatedMoment(at, "Sending stopped", true)));
        facts.correction()
                .ifPresent(it -> moments.add(new UndatedMoment(
                        it.orderedAt(),
                        "Correction ordered by " + it.orderedBy().name(),
                        true)));
        facts.correctionAccepted().ifPresent(span -> {
            moments.add(new UndatedMoment(span.first(), "First correction accepted", true));
            moments.add(new UndatedMoment(span.last(), "Last correction accepted", true));
        });
        moments.sort(Comparator.comparing(UndatedMoment::at));
        var line = new ArrayList<TimelineMoment>();
        for (int i = 0; i < moments.size(); i++) {
            UndatedMoment one = moments.get(i);
            String after = i == 0
                    ? ""
                    : "+ " + span(Duration.between(moments.get(i - 1).at(), one.at()));
            line.add(new TimelineMoment(MOMENT.format(one.at()), after, one.words(), one.taking(), 30 + i * 44));
        }
        return line;
    }

    /** A duration in two units: "3 min 12 s". */
    static String span(Duration time) {
        if (time.toDays() > 0) return time.toDays() + " d " + time.toHoursPart() + " h";
        if (time.toHours() > 0) return time.toHours() + " h " + time.toMinutesPart() + " min";
        if (time.toMinutes() > 0) return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        return String.format(Locale.ENGLISH, "%.1f s", time.toMillis() / 1000.0);
    }
}

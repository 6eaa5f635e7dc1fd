package org.belay.evidence;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.belay.access.User;
import org.belay.delivery.DeliveryCounts;
import org.belay.evidence.EvidenceStore.AcceptedSpan;
import org.belay.evidence.EvidenceStore.TimeInError;
import org.belay.mailing.model.Approval;
import org.belay.mailing.model.Mailing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The facts of an export for programs: {@code mailing.json}. Times are in UTC, durations in seconds. */
final class EvidenceJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private EvidenceJson() {}

    static void write(EvidenceFacts facts, Writer to) throws IOException {
        Mailing mailing = facts.status().mailing();
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("mailing", mailing.id().toString());
        all.put("title", mailing.title());
        all.put("state", mailing.state().name());
        all.put("people", mailing.people());
        all.put("template", mailing.template().key());
        all.put("templateVersion", mailing.template().number());
        all.put("author", address(mailing.author()));
        all.put("createdAt", mailing.createdAt().toString());
        all.put("submittedAt", facts.submittedAt().map(Instant::toString).orElse(null));
        all.put(
                "approvals",
                mailing.approvals().stream().map(EvidenceJson::approval).toList());
        all.put("startedAt", mailing.startedAt().map(Instant::toString).orElse(null));
        all.put("stoppedAt", facts.stoppedAt().map(Instant::toString).orElse(null));
        all.put("notice", counts(facts.status().notice()));
        all.put("noticeAccepted", facts.noticeAccepted().map(EvidenceJson::span).orElse(null));
        all.put(
                "correction",
                facts.status().correction().map(EvidenceJson::counts).orElse(null));
        all.put(
                "correctionOrderedAt",
                facts.correction().map(it -> it.orderedAt().toString()).orElse(null));
        all.put(
                "correctionOrderedBy",
                facts.correction().map(it -> address(it.orderedBy())).orElse(null));
        all.put("correctionReason", facts.correction().map(it -> it.reason()).orElse(null));
        all.put(
                "correctionAccepted",
                facts.correctionAccepted().map(EvidenceJson::span).orElse(null));
        all.put(
                "timeInError",
                facts.timeInError().map(EvidenceJson::timeInError).orElse(null));
        all.put("variants", facts.variants().stream().map(EvidenceJson::variant).toList());
        to.write(JSON.writeValueAsString(all) + "\n");
    }

    private static String address(User user) {
        return user.address();
    }

    private static Map<String, Object> approval(Approval approval) {
        var view = new LinkedHashMap<String, Object>();
        view.put("by", address(approval.by()));
        approval.actingFor().ifPresent(absent -> view.put("actingFor", address(absent)));
        view.put("at", approval.at().toString());
        view.put("people", approval.people());
        view.put("sha256", approval.sha256());
        return view;
    }

    /** All people of the dispatch, by state; the numbers add up to {@code total}. */
    private static Map<String, Object> counts(DeliveryCounts counts) {
        var view = new LinkedHashMap<String, Object>();
        view.put("total", counts.total());
        new TreeMap<>(counts.byState()).forEach((state, people) -> view.put(state.name(), people));
        return view;
    }

    private static Map<String, Object> span(AcceptedSpan span) {
        var view = new LinkedHashMap<String, Object>();
        view.put("first", span.first().toString());
        view.put("last", span.last().toString());
        return view;
    }

    private static Map<String, Object> timeInError(TimeInError time) {
        var view = new LinkedHashMap<String, Object>();
        view.put("people", time.people());
        view.put("medianSeconds", time.median().toMillis() / 1000.0);
        view.put("ninetyPercentSeconds", time.ninetyPercent().toMillis() / 1000.0);
        view.put("longestSeconds", time.longest().toMillis() / 1000.0);
        return view;
    }

    private static Map<String, Object> variant(EvidenceFacts.ExportedVariant one) {
        var view = new LinkedHashMap<String, Object>();
        view.put("file", one.file());
        view.put("language", one.variant().language());
        view.put("condition", one.variant().condition());
        view.put("people", one.variant().people());
        view.put("subject", one.text().subject());
        view.put("sha256", one.variant().sha256());
        return view;
    }
}

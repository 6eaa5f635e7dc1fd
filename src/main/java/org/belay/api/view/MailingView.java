package org.belay.api.view;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.correction.Correction;
import org.belay.delivery.Bounce;
import org.belay.delivery.DeliveryCounts;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.DeliverySummary;
import org.belay.delivery.relay.SendingForecast;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.FindingSeverity;
import org.belay.mailing.model.Approval;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingStatus;

/** JSON of mailings. Empty members are left out; times are UTC. */
public final class MailingView {
    private MailingView() {}

    public static Map<String, Object> of(Mailing mailing) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", mailing.id().toString());
        view.put("state", mailing.state());
        view.put("title", mailing.title());
        view.put("template", mailing.template().key());
        view.put("templateVersion", mailing.template().number());
        view.put("audience", mailing.draft().audience());
        view.put("people", mailing.people());
        view.put("pace", mailing.draft().pace());
        view.put("author", mailing.author().address());
        view.put("revision", mailing.revision());
        mailing.returned().ifPresent(returnedInfo -> {
            var returned = new LinkedHashMap<String, Object>();
            returned.put("by", returnedInfo.by().address());
            returned.put("at", returnedInfo.at());
            returned.put("reason", returnedInfo.reason());
            view.put("returned", returned);
        });
        mailing.draft().sendAt().ifPresent(at -> view.put("send", at.toLocalDateTime() + "[" + at.getZone() + "]"));
        if (!mailing.approvals().isEmpty()) {
            view.put(
                    "approvals",
                    mailing.approvals().stream().map(MailingView::approval).toList());
            view.put("approvalsNeeded", mailing.approvalsNeeded());
        }
        put(view, "allStaff", mailing.allStaff());
        if (mailing.newcomers() > 0) view.put("newcomers", mailing.newcomers());
        put(view, "startsAt", mailing.startsAt());
        put(view, "startMovedFrom", mailing.movedFrom());
        put(view, "startedAt", mailing.startedAt());
        put(view, "endedAt", mailing.endedAt());
        put(view, "heldBecause", mailing.heldBecause());
        view.put("createdAt", mailing.createdAt());
        return view;
    }

    private static Map<String, Object> approval(Approval approval) {
        var view = new LinkedHashMap<String, Object>();
        view.put("by", approval.by().address());
        approval.actingFor().ifPresent(absent -> view.put("for", absent.address()));
        view.put("at", approval.at());
        view.put("headCount", approval.people());
        view.put("sha256", approval.sha256());
        return view;
    }

    public static Map<String, Object> of(MailingStatus status, Optional<Correction> correction) {
        Map<String, Object> view = of(status.mailing());
        view.put("notice", counts(status.notice()));
        put(view, "noticeState", status.noticeState());
        put(view, "paused", status.paused());
        view.put("perSecond", status.perSecond());
        put(view, "toGoSeconds", status.toGo().map(Duration::toSeconds));
        view.put("mayHaveIt", status.mayHaveIt());
        if (status.willBeLeftOut() > 0) view.put("willBeLeftOut", status.willBeLeftOut());
        view.put("mayStillLeave", status.mayStillLeave());
        if (status.refusedForUs() > 0) view.put("refusedForUs", status.refusedForUs());
        correction.ifPresent(c -> view.put("correction", of(c)));
        return view;
    }

    /** Adds the fields of the draft as they were typed, in the form that {@code POST /mailings} accepts. */
    public static void addDraft(Map<String, Object> view, Draft draft) {
        view.put("language", draft.language());
        view.put("values", draft.values());
        draft.translations().forEach((language, values) -> view.put("values_" + language, values));
        view.put("correctionValues", draft.correction());
        draft.correctionTranslations().forEach((language, values) -> view.put("correctionValues_" + language, values));
    }

    /** The forecast for sending and correcting; the daily figures only if the relay limits recipients per day. */
    public static Map<String, Object> of(SendingForecast forecast) {
        var view = new LinkedHashMap<String, Object>();
        view.put("noticeSeconds", forecast.notice().toSeconds());
        view.put("correctionSeconds", forecast.correction().toSeconds());
        view.put("canBeTakenBack", forecast.canBeTakenBack());
        forecast.day().ifPresent(day -> {
            view.put("recipientsPerDay", day.limit());
            view.put("recipientsLeft", day.left());
        });
        return view;
    }

    public static Map<String, Object> of(List<CheckFinding> findings) {
        var view = new LinkedHashMap<String, Object>();
        view.put("blocked", findings.stream().anyMatch(finding -> finding.severity() == FindingSeverity.ERROR));
        view.put("findings", findings);
        return view;
    }

    public static Map<String, Object> of(DeliverySummary row, String mailing) {
        var view = new LinkedHashMap<String, Object>();
        view.put("mailing", mailing);
        view.put("address", row.address());
        view.put("name", row.name());
        view.put("dispatch", row.kind());
        view.put("state", row.state());
        view.put("attempts", row.attempts());
        view.put("messageId", row.messageId());
        put(view, "at", row.at());
        put(view, "reply", row.reply());
        row.bounce().ifPresent(bounce -> view.put("bounce", of(bounce)));
        return view;
    }

    private static Map<String, Object> of(Bounce bounce) {
        var view = new LinkedHashMap<String, Object>();
        view.put("at", bounce.at());
        view.put("status", bounce.status());
        view.put("reason", bounce.reason());
        view.put("report", "/api/v1/reports/" + bounce.report());
        return view;
    }

    private static Map<String, Object> of(Correction correction) {
        var view = new LinkedHashMap<String, Object>();
        view.put("kind", correction.kind());
        view.put("reason", correction.reason());
        view.put("orderedBy", correction.orderedBy().address());
        view.put("orderedAt", correction.orderedAt());
        view.put("first", correction.newlyOrdered());
        view.put("done", correction.done());
        view.put("counts", counts(correction.counts()));
        put(view, "lastAccepted", correction.lastAccepted());
        return view;
    }

    private static Map<String, Long> counts(DeliveryCounts counts) {
        var view = new LinkedHashMap<String, Long>();
        for (DeliveryState state : DeliveryState.values()) {
            if (counts.of(state) > 0) view.put(state.name(), counts.of(state));
        }
        return view;
    }

    private static void put(Map<String, Object> view, String name, Optional<?> value) {
        value.ifPresent(present -> view.put(name, present));
    }
}

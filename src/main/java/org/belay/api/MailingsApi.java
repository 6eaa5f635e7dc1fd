package org.belay.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.belay.access.SignedIn;
import org.belay.api.problem.UnusableRequest;
import org.belay.api.view.MailingView;
import org.belay.api.view.ReviewView;
import org.belay.correction.Correction;
import org.belay.correction.Corrections;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.DispatchKind;
import org.belay.mailing.MailingDrafts;
import org.belay.mailing.MailingReport;
import org.belay.mailing.MailingReviews;
import org.belay.mailing.Mailings;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.MailingId;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mailings: drafts, findings of the checks, and status. {@link DecisionsApi} has the decisions. */
@RestController
@RequestMapping("/api/v1/mailings")
class MailingsApi {
    private static final int PAGE = 1_000;

    private final Mailings mailings;
    private final MailingReport report;
    private final Corrections corrections;
    private final MailingDrafts drafts;
    private final MailingReviews reviews;

    MailingsApi(
            Mailings mailings,
            MailingReport report,
            Corrections corrections,
            MailingDrafts drafts,
            MailingReviews reviews) {
        this.drafts = drafts;
        this.mailings = mailings;
        this.report = report;
        this.corrections = corrections;
        this.reviews = reviews;
    }

    @GetMapping
    Map<String, Object> list() {
        return Map.of("mailings", mailings.list().stream().map(MailingView::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> create(@RequestBody Map<String, Object> body, @AuthenticationPrincipal SignedIn me) {
        return MailingView.of(drafts.create(DraftBody.read(body), me.user()));
    }

    @PostMapping("/check")
    Map<String, Object> check(@RequestBody Map<String, Object> body) {
        return MailingView.of(mailings.check(DraftBody.read(body)));
    }

    @GetMapping("/{id}")
    Map<String, Object> get(@PathVariable("id") String id) {
        MailingId mailing = MailingId.parse(id);
        // read before the mailing: if the correction is done, the mailing is then CORRECTED
        Optional<Correction> correction = corrections.of(mailing);
        Map<String, Object> view = MailingView.of(report.status(mailing), correction);
        MailingView.addDraft(view, mailings.get(mailing).draft());
        report.forecast(mailing).ifPresent(forecast -> view.put("forecast", MailingView.of(forecast)));
        return view;
    }

    /**
     * Replaces the draft. With the {@code revision} that the caller has read, a change in between is a conflict;
     * without it, the draft is overwritten.
     */
    @PutMapping("/{id}")
    Map<String, Object> edit(
            @PathVariable("id") String id,
            @RequestBody Map<String, Object> body,
            @AuthenticationPrincipal SignedIn me) {
        MailingId mailing = MailingId.parse(id);
        Draft draft = DraftBody.read(body);
        OptionalInt revision = DraftBody.revision(body);
        return MailingView.of(
                revision.isPresent()
                        ? drafts.save(mailing, draft, mailings.get(mailing).answers(), revision.getAsInt(), me.user())
                        : drafts.edit(mailing, draft, me.user()));
    }

    @GetMapping("/{id}/check")
    Map<String, Object> check(@PathVariable("id") String id) {
        return MailingView.of(mailings.check(MailingId.parse(id)));
    }

    /** What an approver reads, and the digest that the approval names. */
    @GetMapping("/{id}/review")
    Map<String, Object> review(@PathVariable("id") String id) {
        return ReviewView.of(reviews.of(MailingId.parse(id)));
    }

    /** The deliveries of one dispatch, in the order of the audience; at most 1,000 per request. */
    @GetMapping("/{id}/deliveries")
    Map<String, Object> deliveries(
            @PathVariable("id") String id,
            @RequestParam(name = "dispatch", defaultValue = "NOTICE") String dispatch,
            @RequestParam(name = "state", required = false) String state,
            @RequestParam(name = "offset", defaultValue = "0") int offset,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        MailingId mailing = MailingId.parse(id);
        Optional<DeliveryState> wanted = Optional.ofNullable(state).map(word -> word(DeliveryState.class, word));
        var rows = report.deliveries(
                mailing,
                word(DispatchKind.class, dispatch),
                wanted,
                Math.max(0, offset),
                Math.min(PAGE, Math.max(1, limit)));
        var view = new LinkedHashMap<String, Object>();
        view.put("offset", offset);
        view.put(
                "deliveries",
                rows.stream()
                        .map(row -> MailingView.of(row, mailing.toString()))
                        .toList());
        return view;
    }

    private static <E extends Enum<E>> E word(Class<E> words, String word) {
        for (E one : words.getEnumConstants()) {
            if (one.name().equalsIgnoreCase(word.strip())) return one;
        }
        throw new UnusableRequest("\"" + word + "\" is not one of " + List.of(words.getEnumConstants()) + ".");
    }
}

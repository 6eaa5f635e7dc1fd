package org.belay.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.belay.audience.Count;
import org.belay.mailing.MailText;
import org.belay.mailing.Review;

/** JSON of a mailing in review. */
final class ReviewView {
    private ReviewView() {}

    static Map<String, Object> of(Review review) {
        var view = new LinkedHashMap<String, Object>();
        view.put("mailing", MailingView.of(review.mailing()));
        view.put("digest", review.digest());
        view.put("people", review.snapshot().people());
        view.put(
                "from",
                Map.of(
                        "name",
                        review.sender().name(),
                        "address",
                        review.sender().address()));
        view.put("answersTo", review.answersTo());
        view.put("answers", review.mailing().answers());
        var texts = new ArrayList<Map<String, Object>>();
        review.notices().forEach(text -> texts.add(text("NOTICE", text)));
        review.corrections().forEach(text -> texts.add(text("CORRECTION", text)));
        view.put("texts", texts);
        view.put(
                "placeholders",
                review.placeholders().stream().map(ReviewView::placeholder).toList());
        return view;
    }

    private static Map<String, Object> text(String kind, MailText text) {
        var view = new LinkedHashMap<String, Object>();
        view.put("kind", kind);
        view.put("variant", text.number());
        view.put("language", text.language());
        view.put("condition", text.condition());
        view.put("people", text.people());
        view.put("subject", text.subject());
        view.put("text", text.text());
        view.put("html", text.html());
        return view;
    }

    private static Map<String, Object> placeholder(Review.Placeholder placeholder) {
        var view = new LinkedHashMap<String, Object>();
        view.put("attribute", placeholder.attribute());
        view.put("without", placeholder.without());
        view.put("frequent", counts(placeholder.frequent()));
        view.put("longest", counts(placeholder.longest()));
        return view;
    }

    private static List<Map<String, Object>> counts(List<Count> counts) {
        return counts.stream()
                .map(count -> Map.<String, Object>of("value", count.value(), "people", count.people()))
                .toList();
    }
}

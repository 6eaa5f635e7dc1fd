package org.belay.api.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.belay.audience.ValueCount;
import org.belay.mailing.model.MailingReview;
import org.belay.mailing.model.VariantText;

/** JSON of a mailing in review. */
public final class ReviewView {
    private ReviewView() {}

    public static Map<String, Object> of(MailingReview review) {
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
                        review.sender().address().text()));
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

    static Map<String, Object> text(String kind, VariantText text) {
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

    private static Map<String, Object> placeholder(MailingReview.PlaceholderValues placeholder) {
        var view = new LinkedHashMap<String, Object>();
        view.put("attribute", placeholder.attribute());
        view.put("without", placeholder.without());
        view.put("frequent", counts(placeholder.frequent()));
        view.put("longest", counts(placeholder.longest()));
        return view;
    }

    private static List<Map<String, Object>> counts(List<ValueCount> counts) {
        return counts.stream()
                .map(count -> Map.<String, Object>of("value", count.value(), "people", count.people()))
                .toList();
    }
}

package org.belay.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.belay.access.SignedIn;
import org.belay.access.Users;
import org.belay.api.problem.UnusableRequest;
import org.belay.api.view.MailingView;
import org.belay.audience.PeopleSearch;
import org.belay.audience.suppression.SuppressionEntry;
import org.belay.audience.suppression.SuppressionList;
import org.belay.mailing.MailingReport;
import org.belay.mailing.model.MailingId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Deliveries of one person, and the suppression list. */
@RestController
@RequestMapping("/api/v1/people")
class PeopleApi {
    private static final int PAGE = 1_000;

    private static final int MOST_FOUND = 200;

    private final MailingReport report;
    private final SuppressionList suppressionList;
    private final Users users;
    private final PeopleSearch search;

    PeopleApi(MailingReport report, SuppressionList suppressionList, Users users, PeopleSearch search) {
        this.search = search;
        this.report = report;
        this.suppressionList = suppressionList;
        this.users = users;
    }

    /**
     * @param words a part of name or address
     * @param after the last address of the page before
     */
    record PersonSearch(@Nullable String words, @Nullable String after) {}

    /** Finds people by a part of their name or address; at most 200, sorted by address. No address is in a URL, which logs keep. */
    @PostMapping("/find")
    Map<String, Object> find(@RequestBody PersonSearch body) {
        String after = body.after() == null ? "" : body.after();
        var people = search.find(UnusableRequest.required("words", body.words()), after, MOST_FOUND).stream()
                .map(found -> Map.of("address", found.address(), "name", found.name()))
                .toList();
        return Map.of("people", people);
    }

    record OnePerson(@Nullable String address) {
        String required() {
            return UnusableRequest.required("address", address);
        }
    }

    @PostMapping("/show")
    Map<String, Object> person(@RequestBody OnePerson body) {
        String address = body.required();
        var view = new LinkedHashMap<String, Object>();
        view.put("address", address);
        suppressionList.find(address).ifPresent(entry -> view.put("leaver", shown(entry)));
        view.put(
                "deliveries",
                report.deliveriesTo(address).stream()
                        .map(row -> MailingView.of(row, new MailingId(row.mailing()).toString()))
                        .toList());
        return view;
    }

    /** The newest 1,000 entries of the suppression list. */
    @GetMapping("/leavers")
    Map<String, Object> list() {
        return Map.of(
                "leavers", suppressionList.list(PAGE).stream().map(this::shown).toList());
    }

    /** @param reason one line, shown wherever the person is left out */
    record SuppressionRequest(
            @Nullable String address, @Nullable String reason) {}

    @PostMapping("/leave")
    Map<String, Object> suppress(@RequestBody SuppressionRequest body, @AuthenticationPrincipal SignedIn me) {
        String address = UnusableRequest.required("address", body.address());
        return shown(suppressionList.suppress(address, UnusableRequest.required("reason", body.reason()), me.user()));
    }

    @PostMapping("/return")
    Map<String, Object> unsuppress(@RequestBody OnePerson body, @AuthenticationPrincipal SignedIn me) {
        String address = body.required();
        suppressionList.unsuppress(address, me.user());
        return Map.of("address", address);
    }

    private Map<String, Object> shown(SuppressionEntry entry) {
        var view = new LinkedHashMap<String, Object>();
        view.put("address", entry.address());
        view.put("reason", entry.reason());
        view.put("notedBy", users.get(entry.notedBy()).address());
        view.put("since", entry.since());
        return view;
    }
}

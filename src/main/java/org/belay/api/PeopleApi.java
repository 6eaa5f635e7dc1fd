package org.belay.api;

import java.util.Map;
import org.belay.mailing.MailingId;
import org.belay.mailing.MailingReport;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What one person was sent. */
@RestController
@RequestMapping("/api/v1/people")
class PeopleApi {
    private final MailingReport report;

    PeopleApi(MailingReport report) {
        this.report = report;
    }

    @GetMapping("/{address}")
    Map<String, Object> person(@PathVariable("address") String address) {
        return Map.of(
                "address",
                address,
                "deliveries",
                report.person(address).stream()
                        .map(row -> MailingView.of(row, new MailingId(row.mailing()).toString()))
                        .toList());
    }
}

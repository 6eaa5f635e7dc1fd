package org.belay.api.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.belay.access.SignedIn;
import org.belay.api.problem.UnusableRequest;
import org.belay.mailing.model.MailingId;
import org.belay.privacy.ErasurePreview;
import org.belay.privacy.Erasures;
import org.belay.privacy.PersonExport;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Exports and erases the data of one person; for administrators. */
@RestController
@RequestMapping("/api/v1/people")
class PrivacyApi {
    private final PersonExport export;
    private final Erasures erasures;

    PrivacyApi(PersonExport export, Erasures erasures) {
        this.export = export;
        this.erasures = erasures;
    }

    /** @param withoutCorrection ids of mailings whose correction the person then cannot get */
    record PersonErasure(@Nullable String address, @Nullable List<String> withoutCorrection) {
        String required() {
            return UnusableRequest.required("address", address);
        }
    }

    @PostMapping(path = "/export", produces = "application/zip")
    byte[] export(@RequestBody PersonErasure body, @AuthenticationPrincipal SignedIn me) {
        return export.export(body.required(), me.user());
    }

    /** What an erasure would remove. Changes nothing. */
    @PostMapping("/erase/preview")
    Map<String, Object> preview(@RequestBody PersonErasure body, @AuthenticationPrincipal SignedIn me) {
        return view(erasures.preview(body.required(), me.user()));
    }

    @PostMapping("/erase")
    Map<String, Object> erase(@RequestBody PersonErasure body, @AuthenticationPrincipal SignedIn me) {
        List<String> accepted = body.withoutCorrection() == null ? List.of() : body.withoutCorrection();
        return view(erasures.erase(
                body.required(), accepted.stream().map(MailingId::parse).toList(), me.user()));
    }

    private static Map<String, Object> view(ErasurePreview found) {
        var view = new LinkedHashMap<String, Object>();
        view.put("audiences", found.audiences());
        view.put("mailings", found.recipients());
        view.put("mails", found.deliveries());
        view.put("reports", found.reports());
        view.put("suppressed", found.suppressed());
        view.put("account", found.account());
        view.put("olderAuditRows", found.olderAuditRows());
        view.put("notEnded", names(found.open()));
        view.put("underLegalHold", names(found.held()));
        view.put("withoutCorrection", names(found.owed()));
        return view;
    }

    private static List<String> names(List<MailingId> mailings) {
        return mailings.stream().map(MailingId::toString).toList();
    }
}

package org.belay.mailing;

import java.util.Optional;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.template.Templates;
import org.springframework.stereotype.Component;

/** Builds a {@link Mailing} from its row: adds users, the template and the number of people. */
@Component
class MailingLookup {

    private final Users users;
    private final Templates templates;
    private final Audiences audiences;

    MailingLookup(Users users, Templates templates, Audiences audiences) {
        this.users = users;
        this.templates = templates;
        this.audiences = audiences;
    }

    Mailing mailing(MailingStore.Row row) {
        long people = row.snapshot()
                .map(id -> audiences.snapshot(id).people())
                .orElseGet(() -> audiences
                        .byName(row.draft().audience())
                        .map(Audience::people)
                        .orElse(0L));
        Optional<Approval> approval = row.approvedBy()
                .map(by -> new Approval(
                        users.get(new UserId(by)),
                        row.approvedAt().orElseThrow(),
                        row.approvedPeople(),
                        row.approvedSha256()));
        return new Mailing(
                row.id(),
                row.state(),
                row.title(),
                row.draft(),
                templates.version(row.templateVersion()),
                row.thread(),
                people,
                row.snapshot(),
                row.notice(),
                row.correction(),
                row.answers(),
                users.get(row.author()),
                approval,
                row.startsAt(),
                row.movedFrom(),
                row.startedAt(),
                row.endedAt(),
                row.heldBecause(),
                row.createdAt(),
                row.revision(),
                row.editedBy().map(users::get),
                row.editedAt(),
                row.returned().map(back -> new Returned(users.get(back.by()), back.at(), back.reason())));
    }
}

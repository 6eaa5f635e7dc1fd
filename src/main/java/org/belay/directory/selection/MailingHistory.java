package org.belay.directory.selection;

/** What became of the notice of a mailing for a recipient. */
enum MailingHistory {
    /** The relay accepted it, and no report says that it could not be delivered. */
    GOT("d.state = 'ACCEPTED' AND n.delivery IS NULL"),
    /** Accepted, uncertain, or being sent: the people who would get its correction. */
    MAY_HAVE("d.state IN ('ACCEPTED', 'IN_DOUBT', 'IN_FLIGHT')"),
    /** Not sent, refused, skipped or bounced. */
    DID_NOT_GET("coalesce(d.state, 'PENDING') NOT IN ('ACCEPTED', 'IN_DOUBT', 'IN_FLIGHT') OR n.delivery IS NOT NULL");

    private final String condition;

    MailingHistory(String condition) {
        this.condition = condition;
    }

    /** The part of a statement from FROM on; {@code r} is the recipient. */
    String recipients(String mailing) {
        return """
                 FROM dispatch p
                 JOIN recipient r ON r.snapshot = p.snapshot
                 LEFT JOIN delivery d ON d.dispatch = p.id AND d.ordinal = r.ordinal
                 LEFT JOIN bounce n ON n.delivery = d.id
                WHERE p.kind = 'NOTICE' AND p.mailing = %s AND r.address NOT LIKE '%%@erased.invalid' AND (%s)
                """.formatted(mailing, condition);
    }
}

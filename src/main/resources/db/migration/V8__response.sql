-- Reports on deliveries (bounces). They are kept beside the deliveries, so that nothing that sends, settles or corrects can take a
-- bounce for a reason to leave a person out (docs/promises.md, I1).

CREATE TABLE bounce (
    delivery   bigint      PRIMARY KEY,
    dispatch   bigint      NOT NULL,
    report     bigint      NOT NULL,
    status     text        NOT NULL,
    reason     text        NOT NULL,
    bounced_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX bounce_dispatch ON bounce (dispatch);
COMMENT ON TABLE bounce IS 'A delivery that a report says was given up, whatever its attempts say.';

CREATE TABLE report_message (
    sha256      text        PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now(),
    size        integer     NOT NULL,
    beginning   bytea       NOT NULL
);
COMMENT ON TABLE report_message IS 'The beginning of each message that came back, unchanged.';

CREATE TABLE report (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256      text        NOT NULL REFERENCES report_message ON DELETE CASCADE,
    recipient   text        NOT NULL,
    finding     text        NOT NULL
                CHECK (finding IN ('BOUNCED', 'RECORDED', 'NOT_OURS', 'FORGED', 'NOT_SENT_TO', 'NOT_A_REPORT', 'UNREADABLE')),
    action      text,
    status      text        NOT NULL,
    diagnostic  text        NOT NULL,
    delivery    bigint,
    sender      text        NOT NULL,
    subject     text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (sha256, recipient)
);
CREATE INDEX report_delivery ON report (delivery) WHERE delivery IS NOT NULL;
CREATE INDEX report_unmatched ON report (id) WHERE delivery IS NULL;
COMMENT ON TABLE report IS 'What a message says of one recipient; once, however often the message is handed in.';
COMMENT ON COLUMN report.delivery IS 'The delivery that it is about, if it is one of Belay''s.';

CREATE TABLE report_count (
    finding text   PRIMARY KEY,
    n       bigint NOT NULL
);
COMMENT ON TABLE report_count IS 'Number of reports of each finding in all: of unmatched ones only the latest are kept.';

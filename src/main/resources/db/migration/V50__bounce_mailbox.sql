-- Mailboxes with bounces that Belay reads by itself.

CREATE TABLE bounce_mailbox (
    kind          text        PRIMARY KEY CHECK (kind IN ('IMAP', 'MAILDIR', 'LMTP')),
    reader        text        NOT NULL,
    reader_until  timestamptz NOT NULL,
    last_read_at  timestamptz,
    failing_since timestamptz,
    problem       text        NOT NULL DEFAULT '',
    received      bigint      NOT NULL DEFAULT 0
);
COMMENT ON TABLE bounce_mailbox IS 'One row for each way in which Belay reads bounces. One process reads at a time.';
COMMENT ON COLUMN bounce_mailbox.reader IS 'The process that reads it.';
COMMENT ON COLUMN bounce_mailbox.reader_until IS 'After this time, another process may read it.';
COMMENT ON COLUMN bounce_mailbox.last_read_at IS 'When it was last read without a problem, whether or not it had messages.';
COMMENT ON COLUMN bounce_mailbox.failing_since IS 'When reading began to fail; empty while it works.';
COMMENT ON COLUMN bounce_mailbox.received IS 'Number of messages that were read and recorded.';

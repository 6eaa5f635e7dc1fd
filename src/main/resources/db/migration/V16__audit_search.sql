-- The audit page lists the acts that occur, and rows of a time.

CREATE INDEX audit_entry_action ON audit_entry (action, seq);
CREATE INDEX audit_entry_at ON audit_entry (at);

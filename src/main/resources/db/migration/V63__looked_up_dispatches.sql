-- Who is in a snapshot, and what takes a notice back, is asked from row to row: each must find its dispatch by an index.
CREATE INDEX dispatch_snapshot ON dispatch (snapshot);
CREATE INDEX dispatch_corrects ON dispatch (corrects) WHERE corrects IS NOT NULL;

-- Who is in a snapshot, and what takes a notice back, is asked from row to row: each must find its dispatch by an index.
CREATE INDEX dispatch_snapshot ON dispatch (snapshot);
CREATE INDEX dispatch_corrects ON dispatch (corrects) WHERE corrects IS NOT NULL;

-- What deletes a dispatch asks whether anything still refers to it.
CREATE INDEX mailing_notice ON mailing (notice);
CREATE INDEX mailing_correction ON mailing (correction) WHERE correction IS NOT NULL;
CREATE INDEX correction_dispatch ON correction (dispatch);

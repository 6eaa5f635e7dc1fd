-- A company may allow mail to its own domains only.

ALTER TABLE approval_policy ADD COLUMN recipient_domains text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN approval_policy.recipient_domains IS 'Domains of addresses that may get mailings, in lower case and ASCII; empty: any.';

-- A token ends: it is a password that stands in a file. Those that are in force now get as long as a new one.
ALTER TABLE api_token ADD COLUMN expires_at timestamptz NOT NULL DEFAULT now() + interval '90 days';

-- Who made the link: while only that administrator vouches for who set the password, the account decides nothing.
ALTER TABLE sign_in_link ADD COLUMN made_by bigint REFERENCES app_user;

ALTER TABLE app_user
    ADD COLUMN waits_since timestamptz,
    ADD COLUMN waits_for_link_of bigint REFERENCES app_user;

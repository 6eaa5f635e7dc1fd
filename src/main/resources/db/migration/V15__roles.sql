-- Roles are changed in the browser; EDITOR is a role of its own.

ALTER TABLE user_role DROP CONSTRAINT user_role_role_check;
ALTER TABLE user_role ADD CONSTRAINT user_role_role_check
    CHECK (role IN ('AUTHOR', 'EDITOR', 'APPROVER', 'AUDITOR', 'ADMIN'));

ALTER TABLE app_user ADD COLUMN was_administrator boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN app_user.was_administrator IS 'Whether ADMIN was taken from this person: the rule of a second administrator still counts them.';
COMMENT ON COLUMN app_user.epoch IS 'Raised when password or state change: a session that carries an older one ends with its next request. Roles are read with each request.';

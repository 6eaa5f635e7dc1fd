-- Sessions that a new password, a changed second factor or a disabled account ended are known as ended.

ALTER TABLE browser_session ADD COLUMN epoch integer;
UPDATE browser_session s SET epoch = u.epoch FROM app_user u WHERE u.id = s.app_user;
ALTER TABLE browser_session ALTER COLUMN epoch SET NOT NULL;
COMMENT ON COLUMN browser_session.epoch IS 'Counter of the credentials of the account with which the session goes on; it ends when the account has another.';

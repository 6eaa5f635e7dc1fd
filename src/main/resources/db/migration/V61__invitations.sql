-- Invitations: links that Belay mails to the person, so that the administrator never sees them.

ALTER TABLE sign_in_link ADD COLUMN invitation boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN sign_in_link.invitation IS 'Mailed to the person by Belay; made_by asked for it and does not know the secret.';
CREATE INDEX sign_in_link_invitation ON sign_in_link (app_user, created_at) WHERE invitation;

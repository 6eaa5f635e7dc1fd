-- Sign-in through an OpenID Connect provider. A person of the provider is its issuer and subject (OpenID Connect Core 2): addresses and
-- names change and are given to other people later.

CREATE TABLE oidc_identity (
    issuer    text        NOT NULL,
    subject   text        NOT NULL,
    app_user  bigint      NOT NULL REFERENCES app_user,
    linked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (issuer, subject)
);
CREATE UNIQUE INDEX oidc_identity_user ON oidc_identity (app_user, issuer);

COMMENT ON TABLE oidc_identity IS 'The account of a person of an OpenID Connect provider. One subject has one account, so two accounts are never the same subject.';
COMMENT ON COLUMN oidc_identity.issuer IS 'Claim iss of the ID token.';
COMMENT ON COLUMN oidc_identity.subject IS 'Claim sub of the ID token: never given to another person by the issuer.';
COMMENT ON COLUMN oidc_identity.linked_at IS 'First sign-in, at which the account was created or connected by its verified address.';

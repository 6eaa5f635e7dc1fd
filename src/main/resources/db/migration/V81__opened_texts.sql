-- Which texts of a mailing a person has opened on the review page. A text is named by its bytes: one that is changed counts as unopened.
CREATE TABLE opened_text (
    mailing bigint NOT NULL REFERENCES mailing,
    person bigint NOT NULL,
    sha256 text NOT NULL,
    PRIMARY KEY (mailing, person, sha256)
);

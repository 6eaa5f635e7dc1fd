-- What the cluster has asked of each relay that has a limit (DESIGN 5, Limits). Written a few times a second at most.

CREATE TABLE relay_pace (
    relay         text PRIMARY KEY,
    free_at       timestamptz NOT NULL DEFAULT now(),
    correction_at timestamptz
) WITH (fillfactor = 50);

CREATE TABLE relay_day (
    relay       text        NOT NULL,
    slot        timestamptz NOT NULL,
    notices     integer     NOT NULL,
    corrections integer     NOT NULL,
    PRIMARY KEY (relay, slot)
) WITH (fillfactor = 50);

-- Up to which row of segment and text everything lies on a hub: what is looked through for the next push begins after
-- it. A missing row is 0; whoever takes a row of sent away takes this row away too.
CREATE TABLE sent_upto (
    hub BLOB PRIMARY KEY,
    segments INTEGER NOT NULL,
    texts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

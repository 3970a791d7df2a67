-- What is known of hubs. Nothing here is the log: lost, it costs one comparison of heads and some bytes sent twice.

-- How far this replica read each hub, in which epoch of it; equal = the version of the log that was the hub's too.
CREATE TABLE hub (
    id BLOB PRIMARY KEY,
    epoch BLOB NOT NULL,
    place INTEGER NOT NULL,
    equal INTEGER NOT NULL,
    office INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The last of each stream read from a hub, and up to where the hub says it is backed up.
CREATE TABLE hub_stream (
    hub BLOB NOT NULL,
    stream TEXT NOT NULL,
    seq INTEGER NOT NULL,
    backed_up INTEGER NOT NULL,
    PRIMARY KEY (hub, stream)
) STRICT, WITHOUT ROWID;

-- What lies on a hub: kind 0 a segment by digest, 1 a text and 2 a blob by its hash, with its place there.
CREATE TABLE sent (
    hub BLOB NOT NULL,
    kind INTEGER NOT NULL,
    stream TEXT NOT NULL,
    key BLOB NOT NULL,
    seq INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (hub, kind, stream, key)
) STRICT, WITHOUT ROWID;

-- What the exchange did, as codes and arguments; the oldest lines go.
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    wall INTEGER NOT NULL,
    line TEXT NOT NULL
) STRICT;

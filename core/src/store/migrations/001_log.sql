-- The log as it was written. Everything people see is folded from these rows.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Sealed segments, each once, of whatever branch; own = sealed here.
CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    writer BLOB NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    own INTEGER NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    bytes BLOB NOT NULL
) STRICT;

-- Ops written here and not sealed yet.
CREATE TABLE unsealed (
    id INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    writer BLOB NOT NULL,
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (writer, stream, seq)
) STRICT;

-- Typed texts beside their hashes.
CREATE TABLE text (
    id INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    writer BLOB NOT NULL,
    hash BLOB NOT NULL,
    frame BLOB NOT NULL,
    UNIQUE (stream, writer, hash)
) STRICT;

-- What this replica once held a valid redaction of; never taken again, from anyone. A blob has an empty writer.
CREATE TABLE redacted (
    stream TEXT NOT NULL,
    writer BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (stream, writer, hash)
) STRICT, WITHOUT ROWID;

-- What is being typed: by screen, never an op.
CREATE TABLE draft (
    screen TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

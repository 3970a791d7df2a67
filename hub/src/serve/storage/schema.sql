-- What phones brought, in the order it was taken. The hub orders, stores and forwards; it never edits.

CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

-- Each restore from a backup begins a new epoch after the last place the backup had.
CREATE TABLE epoch (after INTEGER NOT NULL, id BLOB NOT NULL UNIQUE, number INTEGER PRIMARY KEY) STRICT;

-- kind 0 a segment, 1 a text, 2 a text or blob that was redacted: its place stays, its bytes are gone; 3 a blob that
-- lies whole in the vault, its bytes being hash and length.
-- scope: who may read it. key: digest of a segment; writer and hash of a text; a mark and the hash of a blob. by: the run of a program that brought it.
CREATE TABLE item (
    place INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    scope TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    key BLOB NOT NULL,
    by BLOB NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (stream, key)
) STRICT;

CREATE TABLE stream (name TEXT PRIMARY KEY, last INTEGER NOT NULL, backed_up INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Texts that ops name and nobody brought yet.
CREATE TABLE wanted (stream TEXT NOT NULL, key BLOB NOT NULL, PRIMARY KEY (stream, key)) STRICT, WITHOUT ROWID;

-- Blobs that ops name and nobody brought whole yet; only these are taken.
CREATE TABLE wanted_blob (
    stream TEXT NOT NULL,
    hash BLOB NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (stream, hash)
) STRICT, WITHOUT ROWID;

-- Texts and blobs redacted here once; never taken again, from anyone.
CREATE TABLE redacted (stream TEXT NOT NULL, key BLOB NOT NULL, PRIMARY KEY (stream, key)) STRICT, WITHOUT ROWID;

CREATE TABLE token (number INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, writer BLOB NOT NULL) STRICT;

-- Phones as they were met. chain: a credential the log may not hold yet. heard: the last epoch in which its heads were
-- those of the hub.
CREATE TABLE device (
    writer BLOB PRIMARY KEY,
    seen INTEGER NOT NULL,
    unsent INTEGER NOT NULL,
    oldest INTEGER NOT NULL,
    digits TEXT NOT NULL,
    chain BLOB NOT NULL,
    heard BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    hash BLOB PRIMARY KEY,
    said TEXT NOT NULL,
    made INTEGER NOT NULL,
    writer BLOB
) STRICT, WITHOUT ROWID;

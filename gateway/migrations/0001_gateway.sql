-- Times are RFC 3339 in UTC, to the second, so that texts compare as times do.

-- Who may connect. A suitcase keeps its name when its certificate is renewed.
CREATE TABLE certificates (
    fingerprint TEXT NOT NULL PRIMARY KEY,
    suitcase TEXT NOT NULL,
    enrolled_at TEXT NOT NULL,
    withdrawn_at TEXT
);

-- Residents: the columns of a search hit, and the whole record as JSON.
CREATE TABLE persons (
    id INTEGER NOT NULL PRIMARY KEY,
    record TEXT NOT NULL,
    family_name TEXT NOT NULL,
    first_names TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    address TEXT NOT NULL,
    protected INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX persons_by_record ON persons (record);

-- What residents are found by: search forms without spaces (first names: words with a space before
-- each). One row for every way to write a name, times every dwelling.
CREATE TABLE person_keys (
    name TEXT NOT NULL,
    first_names TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    street TEXT NOT NULL,
    postcode TEXT NOT NULL,
    place TEXT NOT NULL,
    person INTEGER NOT NULL
);
CREATE INDEX person_keys_by_name
    ON person_keys (name, first_names, birth_date, street, postcode, place, person);
CREATE INDEX person_keys_by_birth ON person_keys (birth_date, name);

-- Every look-up (BMG § 40).
CREATE TABLE lookups (
    id INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    suitcase TEXT NOT NULL,
    clerk TEXT NOT NULL,
    reason TEXT NOT NULL,
    file_number TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('search', 'record')),
    selection TEXT NOT NULL,
    hits INTEGER NOT NULL,
    records TEXT NOT NULL
);
CREATE INDEX lookups_by_time ON lookups (at);

-- Cases handed in, each with its receipt.
CREATE TABLE cases (
    number INTEGER NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL UNIQUE,
    suitcase TEXT NOT NULL,
    manifest BLOB NOT NULL,
    manifest_sha256 TEXT NOT NULL,
    service TEXT NOT NULL,
    application_date TEXT NOT NULL,
    municipality_key TEXT NOT NULL,
    received_at TEXT NOT NULL,
    receipt_body TEXT NOT NULL,
    receipt_signature TEXT NOT NULL,
    receipt_key_id TEXT NOT NULL
);

-- Parts of cases. `received` counts only bytes that are verified and on the disk.
CREATE TABLE uploads (
    id TEXT NOT NULL PRIMARY KEY,
    suitcase TEXT NOT NULL,
    case_id TEXT NOT NULL,
    part TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    length INTEGER NOT NULL,
    received INTEGER NOT NULL DEFAULT 0,
    touched_at TEXT NOT NULL,
    case_number INTEGER REFERENCES cases (number),
    UNIQUE (suitcase, case_id, part, sha256)
);
CREATE INDEX uploads_by_time ON uploads (touched_at) WHERE case_number IS NULL;

-- The last receipt number: never given twice, also when cases are deleted later.
CREATE TABLE receipt_counter (last INTEGER NOT NULL);
INSERT INTO receipt_counter (last) VALUES (0);

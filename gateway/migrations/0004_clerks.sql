-- Who may work with a suitcase. A clerk is never deleted: the audit log names her.
CREATE TABLE clerks (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('clerk', 'coordinator', 'administrator')),
    created_at TEXT NOT NULL,
    disabled_at TEXT
);

-- Links by which a clerk makes her passkey known; each is good once. Only a hash is kept.
CREATE TABLE enrolment_links (
    token_sha256 TEXT NOT NULL PRIMARY KEY,
    clerk TEXT NOT NULL REFERENCES clerks (id),
    ends_at TEXT NOT NULL,
    used_at TEXT
);

-- Passkeys: public keys and counters as JSON.
CREATE TABLE passkeys (
    credential TEXT NOT NULL PRIMARY KEY,
    clerk TEXT NOT NULL REFERENCES clerks (id),
    body TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX passkeys_by_clerk ON passkeys (clerk);

-- Sessions of clerks at suitcases. Only a hash of the token is kept.
CREATE TABLE clerk_sessions (
    token_sha256 TEXT NOT NULL PRIMARY KEY,
    clerk TEXT NOT NULL REFERENCES clerks (id),
    suitcase TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    ends_at TEXT NOT NULL
);

-- Approvals of a manifest by a clerk with one of her passkeys.
CREATE TABLE approvals (
    case_id TEXT NOT NULL,
    manifest_sha256 TEXT NOT NULL,
    clerk TEXT NOT NULL REFERENCES clerks (id),
    credential TEXT NOT NULL,
    suitcase TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (case_id, manifest_sha256, suitcase, clerk)
);

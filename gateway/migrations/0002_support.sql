-- Support bundles, the last few of each suitcase. They hold no personal data.
CREATE TABLE support_bundles (
    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    suitcase TEXT NOT NULL,
    received_at TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX support_bundles_by_suitcase ON support_bundles (suitcase, number);

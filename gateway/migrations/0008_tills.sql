-- The open cash desk of each suitcase, for the time after a crash: numbers of receipts and amounts, nobody's name.
CREATE TABLE tills (
    suitcase TEXT NOT NULL PRIMARY KEY,
    till TEXT NOT NULL,
    kept_at TEXT NOT NULL
);

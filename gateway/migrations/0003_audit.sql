-- Who did what when and for which file number; never what was in it. Each row carries the hash of the
-- row before it, so that a row that is changed, taken out or put in shows.
CREATE TABLE audit (
    number INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    act TEXT NOT NULL,
    suitcase TEXT NOT NULL,
    clerk TEXT NOT NULL,
    file_number TEXT NOT NULL,
    subject TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_by_time ON audit (at);
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
-- Only the oldest rows go, when their time is over.
CREATE TRIGGER audit_forgets_in_order BEFORE DELETE ON audit
    WHEN OLD.number > (SELECT number FROM audit ORDER BY number LIMIT 1)
    BEGIN SELECT RAISE(ABORT, 'the audit log forgets only its oldest row'); END;

-- Number and hash of the row before the oldest that is kept.
CREATE TABLE audit_begin (number INTEGER NOT NULL, hash TEXT NOT NULL);
INSERT INTO audit_begin (number, hash) VALUES (0, '');

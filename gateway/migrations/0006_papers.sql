-- Papers that were issued and can be checked: a hash, the kind, when and by which suitcase. What a
-- paper says is not here. Rows are never changed.
CREATE TABLE papers (
    sha256 TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    suitcase TEXT NOT NULL
);
CREATE TRIGGER papers_stay BEFORE UPDATE ON papers
BEGIN
    SELECT RAISE(ABORT, 'an issued paper is never changed');
END;

-- A suitcase's certificate in DER form: by it the department knows who signed a part.
ALTER TABLE certificates ADD COLUMN der BLOB;

-- The certificate whose key has signed the part; known once the part is whole.
ALTER TABLE uploads ADD COLUMN certificate TEXT;

-- Cases that were begun and not closed. A case belongs to one suitcase; `clerk` is the one on whose
-- behalf it was last worked on. The note is sealed to the suitcase.
CREATE TABLE open_cases (
    case_id TEXT NOT NULL PRIMARY KEY,
    suitcase TEXT NOT NULL,
    clerk TEXT,
    begun_at TEXT NOT NULL,
    touched_at TEXT NOT NULL,
    note BLOB
);
CREATE INDEX open_cases_by_suitcase ON open_cases (suitcase, begun_at);
CREATE INDEX uploads_by_case ON uploads (case_id);
INSERT INTO open_cases (case_id, suitcase, begun_at, touched_at)
    SELECT case_id, min(suitcase), min(touched_at), max(touched_at) FROM uploads
    WHERE case_number IS NULL GROUP BY case_id;

-- What happened to cases for good, one receipt for each, chained by the hash of the one before.
CREATE TABLE receipts (
    number INTEGER NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL UNIQUE,
    suitcase TEXT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('handed_in', 'discarded')),
    manifest_sha256 TEXT NOT NULL,
    body TEXT NOT NULL,
    signature TEXT NOT NULL,
    key_id TEXT NOT NULL
);
INSERT INTO receipts
    SELECT number, case_id, suitcase, 'handed_in', manifest_sha256, receipt_body,
        receipt_signature, receipt_key_id FROM cases;
CREATE TRIGGER receipts_never_change BEFORE UPDATE ON receipts
    BEGIN SELECT RAISE(ABORT, 'receipts are only ever added to'); END;
CREATE TRIGGER receipts_never_go BEFORE DELETE ON receipts
    BEGIN SELECT RAISE(ABORT, 'receipts are only ever added to'); END;
ALTER TABLE cases DROP COLUMN receipt_body;
ALTER TABLE cases DROP COLUMN receipt_signature;
ALTER TABLE cases DROP COLUMN receipt_key_id;
DROP TABLE receipt_counter;

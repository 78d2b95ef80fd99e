-- Closings of cash desks: numbers of receipts and amounts, nobody's name. Rows are never changed.
CREATE TABLE closings (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    closing TEXT NOT NULL,
    received_at TEXT NOT NULL,
    suitcase TEXT NOT NULL,
    clerk TEXT NOT NULL
);
CREATE TRIGGER closings_stay BEFORE UPDATE ON closings
BEGIN
    SELECT RAISE(ABORT, 'a closing is never changed');
END;
-- What the department found a case to be paid with, so that a closing can be compared.
CREATE TABLE payments (
    case_id TEXT NOT NULL PRIMARY KEY,
    receipt_number TEXT NOT NULL,
    way TEXT NOT NULL,
    cents INTEGER NOT NULL,
    suitcase TEXT NOT NULL
);
CREATE INDEX payments_by_number ON payments (suitcase, receipt_number);
CREATE TRIGGER payments_stay BEFORE UPDATE ON payments
BEGIN
    SELECT RAISE(ABORT, 'a payment is never changed');
END;

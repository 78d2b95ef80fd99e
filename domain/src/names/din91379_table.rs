//! The letters and sequences of DIN 91379:2022-08, written down as ranges and as marks per base.
//!
//! Facts taken from the list published by String-Latin (repository
//! `String-Latin/DIN-91379-Characters-and-Sequences`, `latin_list_1.3.txt`, CC BY 4.0).

/// Basic Latin letters (group `bll`, 500 single letters), inclusive ranges in order.
pub(super) const LETTERS: &[(char, char)] = &[
    ('\u{0041}', '\u{005A}'),
    ('\u{0061}', '\u{007A}'),
    ('\u{00C0}', '\u{00D6}'),
    ('\u{00D8}', '\u{00F6}'),
    ('\u{00F8}', '\u{017E}'),
    ('\u{0187}', '\u{0188}'),
    ('\u{018F}', '\u{018F}'),
    ('\u{0197}', '\u{0197}'),
    ('\u{01A0}', '\u{01A1}'),
    ('\u{01AF}', '\u{01B0}'),
    ('\u{01B7}', '\u{01B7}'),
    ('\u{01CD}', '\u{01DC}'),
    ('\u{01DE}', '\u{01DF}'),
    ('\u{01E2}', '\u{01F0}'),
    ('\u{01F4}', '\u{01F5}'),
    ('\u{01F8}', '\u{01FF}'),
    ('\u{0212}', '\u{0213}'),
    ('\u{0218}', '\u{021B}'),
    ('\u{021E}', '\u{021F}'),
    ('\u{0227}', '\u{0233}'),
    ('\u{0259}', '\u{0259}'),
    ('\u{0268}', '\u{0268}'),
    ('\u{0292}', '\u{0292}'),
    ('\u{1E02}', '\u{1E03}'),
    ('\u{1E06}', '\u{1E07}'),
    ('\u{1E0A}', '\u{1E11}'),
    ('\u{1E17}', '\u{1E17}'),
    ('\u{1E1C}', '\u{1E2B}'),
    ('\u{1E2F}', '\u{1E37}'),
    ('\u{1E3A}', '\u{1E3B}'),
    ('\u{1E40}', '\u{1E49}'),
    ('\u{1E52}', '\u{1E5B}'),
    ('\u{1E5E}', '\u{1E63}'),
    ('\u{1E6A}', '\u{1E6F}'),
    ('\u{1E80}', '\u{1E87}'),
    ('\u{1E8C}', '\u{1E97}'),
    ('\u{1E9E}', '\u{1E9E}'),
    ('\u{1EA0}', '\u{1EF9}'),
];

/// Letters that only exist as a sequence (group `bll`, 149 sequences): the combining marks and
/// the letters that may stand before them.
pub(super) const SEQUENCES: &[(&str, &str)] = &[
    ("\u{0300}", "CFGKMPSTZcfgkmpstz"),
    ("\u{0301}", "Jj\u{00FF}\u{012A}\u{012B}"),
    ("\u{0302}", "DKLMNdklmn"),
    (
        "\u{0304}",
        "CFHKNPSTZcfhknpstz\u{00DB}\u{00FB}\u{1E32}\u{1E33}\u{1E62}\u{1E63}\u{1E6C}\u{1E6D}\u{1EE4}\u{1EE5}",
    ),
    ("\u{0306}", "CMNRZcmnrz\u{00C7}\u{00E7}"),
    ("\u{0307}", "KUku"),
    (
        "\u{0308}",
        "CTZcz\u{1EA0}\u{1EA1}\u{1ECC}\u{1ECD}\u{1EE4}\u{1EE5}",
    ),
    ("\u{030B}", "Aa"),
    ("\u{030C}", "J"),
    ("\u{030D}", "\u{0113}\u{014D}"),
    ("\u{0310}", "Mm"),
    ("\u{0315}", "CKPTckpt\u{010C}\u{010D}"),
    ("\u{031B}", "KTkt"),
    ("\u{031B}\u{0304}", "Ss"),
    ("\u{0323}", "CPcp\u{010C}\u{010D}"),
    ("\u{0325}", "LRlr"),
    ("\u{0325}\u{0304}", "LRlr"),
    ("\u{0326}", "CHKLNchkln\u{017D}\u{017E}"),
    ("\u{0327}", "Zz\u{017D}\u{017E}"),
    ("\u{0328}\u{0306}", "Cc"),
    ("\u{0331}", "HSs"),
    ("\u{035F}\u{0048}", "K"),
    ("\u{035F}\u{0068}", "Kk"),
];

/// Signs that names of natural persons need (group `bnlreq`): data types A, B and C.
pub(super) const SIGNS_OF_NAMES: &[(char, char)] = &[
    (' ', ' '),
    ('\'', '\''),
    (',', '.'),
    ('`', '`'),
    ('~', '~'),
    ('\u{00A8}', '\u{00A8}'),
    ('\u{00B4}', '\u{00B4}'),
    ('\u{00B7}', '\u{00B7}'),
    ('\u{02B9}', '\u{02BA}'),
    ('\u{02BE}', '\u{02BF}'),
    ('\u{02C8}', '\u{02C8}'),
    ('\u{02CC}', '\u{02CC}'),
    ('\u{2019}', '\u{2019}'),
    ('\u{2021}', '\u{2021}'),
];

/// Further signs and digits (group `bnl`): data types B and C.
pub(super) const SIGNS_OF_TEXT: &[(char, char)] = &[
    ('!', '&'),
    ('(', '+'),
    ('/', '@'),
    ('[', '_'),
    ('{', '}'),
    ('\u{00A1}', '\u{00A3}'),
    ('\u{00A5}', '\u{00A5}'),
    ('\u{00A7}', '\u{00A7}'),
    ('\u{00A9}', '\u{00AC}'),
    ('\u{00AE}', '\u{00B3}'),
    ('\u{00B5}', '\u{00B6}'),
    ('\u{00B9}', '\u{00BB}'),
    ('\u{00BF}', '\u{00BF}'),
    ('\u{00D7}', '\u{00D7}'),
    ('\u{00F7}', '\u{00F7}'),
    ('\u{20AC}', '\u{20AC}'),
];

/// Optional signs and layout controls (groups `bnlopt` and `bnlnot`): data type C only.
pub(super) const SIGNS_OF_FREE_TEXT: &[(char, char)] = &[
    ('\t', '\n'),
    ('\r', '\r'),
    ('\u{00A0}', '\u{00A0}'),
    ('\u{00A4}', '\u{00A4}'),
    ('\u{00A6}', '\u{00A6}'),
    ('\u{00B8}', '\u{00B8}'),
    ('\u{00BC}', '\u{00BE}'),
];

//! The papers the suitcase prints.

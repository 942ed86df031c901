"""The promise ledger: what a text claims and promises, where it stands, and what it rests on."""

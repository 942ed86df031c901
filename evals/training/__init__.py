"""Training of what ships trained: rerun by hand when labelled mails are added, never in tests."""

"""What managers count: pure functions from rows to figures, each of which says what it is and what it leaves out."""

"""One ticket with its order: which order it is about, the facts, and what they decide."""

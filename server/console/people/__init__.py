"""People and access: who may do what, by which keys, and who did what."""

"""Past tickets and orders from other systems: one file a format, read as a stream, kept in batches."""

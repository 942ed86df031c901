"""The HTTP edge: each handler parses, guards, calls one verb and returns."""

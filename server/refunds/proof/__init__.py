"""Proving a tree: every case there can be is followed at once, so nothing is left to samples."""

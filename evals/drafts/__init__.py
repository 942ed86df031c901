"""Labelled drafts: good and bad ones for every check (README.md)."""

"""Evals in the console: runs, what they found, and cases and rules that edits suggest."""

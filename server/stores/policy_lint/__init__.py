"""Linting policies: short, plain, without contradictions, in line with the refund tree and the law."""

"""Seeded generators of sample shops."""

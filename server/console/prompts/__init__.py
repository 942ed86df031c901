"""Prompts and macros: what models are told and what is said without one, in versions that stay."""

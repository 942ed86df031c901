"""Drafting: facts and decision become words. Without a model, the macro writer puts them together."""

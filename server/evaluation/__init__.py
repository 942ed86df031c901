"""Runs eval suites against the functions that serve agents, and says whether something got better."""

"""Today: what waits for a manager, and what the shop has not set up yet."""

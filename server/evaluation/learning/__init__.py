"""What agents' edits teach: drafts that become cases, edits that become rules."""

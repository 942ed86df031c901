"""One fact, many places: short texts of a policy for the pages of a shop."""

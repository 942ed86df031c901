"""Try it: one ticket, everything that is made of it and why, side by side with what it would be otherwise."""

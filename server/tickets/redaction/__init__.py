"""Personal data out of a text before it leaves the server, and back into what comes home."""

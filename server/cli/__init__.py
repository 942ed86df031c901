"""The command line: each command is a few lines that call a verb of the API."""

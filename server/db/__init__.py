"""The only SQL. One noun a file; every function takes a connection whose transaction has its store set."""

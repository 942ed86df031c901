"""Speed, measured where nothing depends on it: figures for docs and for judging a change."""

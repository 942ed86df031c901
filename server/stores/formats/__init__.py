"""The formats of a pack's files, strictly and with line numbers: YAML, Markdown, CSV, JSON lines."""

"""A policy out of a file that somebody already has: Markdown, HTML, Word or PDF becomes Markdown with headings."""

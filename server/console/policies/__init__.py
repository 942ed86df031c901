"""The policies in the console: read, compared, edited, uploaded, checked, and what they leave unanswered."""

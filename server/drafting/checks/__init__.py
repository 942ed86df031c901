"""What guards a draft: one small function a file, listed in table.py."""

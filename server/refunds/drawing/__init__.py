"""The tree as a picture: where its ways lead, how many past cases took each, and what they cost."""

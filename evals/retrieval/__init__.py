"""Questions with the texts that answer them: what retrieval is measured by."""

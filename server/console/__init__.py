"""The console: server-rendered pages for managers, over the same verbs as the API."""

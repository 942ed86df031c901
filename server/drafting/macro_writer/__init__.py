"""The writer that needs no model: slots composed round a macro, and messages to suppliers. Pure."""

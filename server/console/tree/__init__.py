"""The refund tree's area: the drawing with its proof, editing, versions, decisions, approvals, and money due."""

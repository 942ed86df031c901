"""The pages of the refund tree: the tree, its editor and versions, replays, approvals, decisions, refunds due."""

from server.console.tree import approvals, decisions, edit, refunds_due, replays, show_tree, versions

TREE_PAGES = [
    show_tree.show_tree,
    edit.show_edit,
    edit.check_tree_edit,
    edit.publish_tree,
    replays.start_replay,
    replays.read_tickets,
    replays.show_replay,
    replays.publish_replayed,
    versions.list_versions,
    versions.show_version,
    versions.publish_version,
    approvals.list_approvals,
    approvals.show_approval,
    approvals.answer,
    decisions.show_decision,
    refunds_due.show_refunds_due,
]

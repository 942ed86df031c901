"""The pages of this area on one screen."""

from server.console.policies import edit, findings, one, overview, questions, upload, withdraw

POLICY_PAGES = [
    overview.show_policies,
    one.show_policy,
    one.compare_versions,
    edit.show_new,
    edit.show_edit,
    edit.save_policy,
    withdraw.ask_to_withdraw,
    withdraw.withdraw,
    withdraw.restore,
    upload.show_upload,
    upload.upload,
    findings.show_findings,
    questions.show_questions,
    questions.read_questions,
]

"""The pages of evals, in the order of their tabs."""

from server.console.evals import cases, compare, one_case, one_run, rules, runs

EVAL_PAGES = [
    runs.show_runs,
    runs.start_run,
    one_run.show_run,
    one_run.make_baseline,
    one_run.download_report,
    one_case.show_case,
    compare.compare_runs,
    cases.show_cases,
    cases.take_up,
    cases.show_edited,
    cases.show_own_case,
    cases.review_case,
    rules.show_rules,
    rules.answer_rule,
]

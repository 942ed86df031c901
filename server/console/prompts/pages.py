"""The pages of prompts and macros."""

from server.console.prompts import evaluate, listing, macro_list, one_macro, one_prompt

PROMPT_PAGES = [
    listing.show_prompts,
    listing.change_trial,
    one_prompt.show_prompt_text,
    one_prompt.edit_prompt,
    one_prompt.change_label,
    evaluate.run_suites_on_label,
    macro_list.show_macros,
    one_macro.show_macro,
    one_macro.edit_macro,
]

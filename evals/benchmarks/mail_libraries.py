"""The best libraries for own words, each in the form that suits it best: an answer for one mail's text or HTML.

Libraries that read plain text only are given HTML as our own converter writes it, block quotes marked by `>`.
Where a library answers with and without the signature, both answers are returned.
"""

from collections.abc import Callable
from importlib.metadata import version

from email_reply_extractor import clean_for_scoring, extract_new_text
from email_reply_parser import EmailReplyParser as ZapierReplyParser
from mailparser_reply import EmailReplyParser
from quotequail import quote, quote_html

from server.tickets.plain_text import plain_text

_LANGUAGES = ["de", "en", "fr", "es", "it", "nl", "pl", "sv", "da"]


def mail_parser_reply(text: str, *, is_html: bool) -> list[str]:
    replies = EmailReplyParser(languages=list(_LANGUAGES)).read(plain_text(text) if is_html else text).replies
    return [replies[0].body, replies[0].content] if replies else [""]


def email_reply_extractor(text: str, *, is_html: bool) -> list[str]:
    extracted = extract_new_text(None, html_body=text) if is_html else extract_new_text(text)
    return [_with_greeting(extracted.text), extracted.text]


def _with_greeting(extracted: str) -> str:
    """Its cleaning takes greetings too, on purpose; whether they stay is no difference here."""
    cleaned = clean_for_scoring(extracted)
    ignored = set(cleaned.ignored_lines)
    greeting: list[str] = []
    for number, line in enumerate(extracted.split("\n")):
        if line.strip() and number not in ignored:
            break
        greeting.append(line)
    return "\n".join([*greeting, cleaned.text])


def quotequail(text: str, *, is_html: bool) -> list[str]:
    parts = quote_html(text, quote_intro_line=True) if is_html else quote(text, quote_intro_line=True)
    own = "\n".join(part for expanded, part in parts if expanded)
    return [plain_text(own) if is_html else own]


def email_reply_parser(text: str, *, is_html: bool) -> list[str]:
    return [ZapierReplyParser.parse_reply(plain_text(text) if is_html else text)]


LIBRARIES: dict[str, Callable[..., list[str]]] = {
    f"{name} {version(name)}": library
    for name, library in {
        "mail-parser-reply": mail_parser_reply,
        "email-reply-extractor": email_reply_extractor,
        "quotequail": quotequail,
        "email-reply-parser": email_reply_parser,
    }.items()
}

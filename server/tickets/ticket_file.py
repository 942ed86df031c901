"""A ticket from a file: JSON as the API takes it, or a mail as programs save it (.eml)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.message import Message as MailPart
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from server.domain.ticket import Attachment, Customer, Message, Ticket
from server.errors import InvalidRequest, TooLarge
from server.tickets.validate import check_ticket

# Pictures make a mail long; beyond this it is none that a person sent.
_MOST_BYTES_IN_A_FILE = 50_000_000
_HEADER = re.compile(rb"[!-9;-~]{1,100}:")
_CONTENT_ID = re.compile(r"cid:([^\s\"'<>]{1,300})", re.IGNORECASE)
_TEXT_CHARSETS = (
    "utf",
    "iso",
    "latin",
    "windows",
    "cp",
    "us-ascii",
    "ascii",
    "koi8",
    "gb",
    "big5",
    "euc",
    "shift",
    "mac",
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_GIVE = "give a ticket as JSON or a mail saved as .eml"


def read_ticket_file(source: Path | str | bytes, addresses: list[str]) -> Ticket:
    """The ticket in a file or in its bytes. `addresses`: the shop's; a mail from one of them is an agent's.

    InvalidRequest where it is neither JSON nor a mail or holds no text, TooLarge above 1 MB of text.
    """
    raw = source if isinstance(source, bytes) else _bytes_of(Path(source))
    if len(raw) > _MOST_BYTES_IN_A_FILE:
        raise TooLarge(
            f"The file has more than {_MOST_BYTES_IN_A_FILE // 1_000_000} MB; save the mail without pictures."
        )
    if raw.startswith(_UTF_16):
        raw = raw.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    content = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    if content[:1] in (b"{", b"["):
        return check_ticket(_from_json(content))
    if content.startswith(b"From "):
        content = content.partition(b"\n")[2]  # the line that mailboxes put before each mail
    if not _HEADER.match(content):
        raise InvalidRequest(f"This is neither JSON nor a mail; {_GIVE}.")
    try:
        mail = message_from_bytes(content, policy=policy.default)
        return check_ticket(_from_mail(mail, {address.casefold() for address in addresses}))
    except RecursionError as error:
        raise InvalidRequest(f"This mail holds too many mails within mails; {_GIVE}.") from error


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidRequest(f"The file cannot be read ({error.strerror}); {_GIVE}.") from error


def _from_json(content: bytes) -> Ticket:
    """A Ticket, or a request that holds one under `ticket`."""
    try:
        data = msgspec.json.decode(_decoded(content))
        if isinstance(data, dict) and "messages" not in data and "ticket" in data:
            data = data["ticket"]
        return msgspec.convert(data, Ticket)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"The ticket does not have its form: {error}.") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise InvalidRequest(f"This is no valid JSON: {error}; {_GIVE}.") from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


class _Body(Struct):
    """The texts and files of a mail, in order."""

    plain: list[str] = []
    html: list[str] = []
    files: list[MailPart] = []


def _from_mail(mail: EmailMessage, shop: set[str]) -> Ticket:
    """One message from whoever the mail is from; the customer is who is not the shop."""
    body = _Body()
    for part in _leaves(mail):
        _sort_in(part, body)
    html = "\n".join(body.html)
    shown = set(_CONTENT_ID.findall(html))
    text = "\n".join(body.plain)
    name, address = _person(mail, "From")
    from_shop = address is not None and address.casefold() in shop
    message = Message(
        author="agent" if from_shop else "customer",
        text=text if text.strip() else html,
        name=name,
        sent_at=_sent_at(mail),
        attachments=[_attachment(part, shown) for part in body.files],
    )
    customer = Customer(*_person(mail, "To")) if from_shop else Customer(name, address)
    return Ticket([message], channel="email", subject=_header(mail, "Subject"), customer=customer)


def _leaves(part: MailPart) -> Iterator[MailPart]:
    """Every part that holds no others; a mail attached to this one is a file."""
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        for inner in part.get_payload():
            if isinstance(inner, MailPart):
                yield from _leaves(inner)
    else:
        yield part


def _sort_in(part: MailPart, body: _Body) -> None:
    kind = part.get_content_type()
    if part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html") or _file_name(part):
        body.files.append(part)
    else:
        (body.plain if kind == "text/plain" else body.html).append(_text(part))


def _text(part: MailPart) -> str:
    """A part's text in the charset that it names, where that is one and fits; else UTF-8 or Windows-1252."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset("utf-8")
    try:
        return payload.decode(charset if charset.startswith(_TEXT_CHARSETS) else "utf-8")
    except (LookupError, UnicodeError):
        return _decoded(payload)


def _attachment(part: MailPart, shown: set[str]) -> Attachment:
    """`inline` where the mail's HTML shows it: phones call every photo inline."""
    content_id = (_header(part, "Content-ID") or "").strip("<> ")
    return Attachment(_file_name(part), part.get_content_type(), content_id in shown if content_id else False)


def _file_name(part: MailPart) -> str | None:
    try:
        return part.get_filename()
    except (ValueError, LookupError, TypeError):  # a name encoded in a way that no one can read
        return None


def _header(part: MailPart, name: str) -> str | None:
    try:
        value = part[name]
    except (ValueError, LookupError, TypeError, AttributeError):  # the parser gives up on some broken headers
        return None
    return None if value is None else str(value).strip()


def _person(mail: MailPart, header: str) -> tuple[str | None, str | None]:
    """Name and address of the first person in a header."""
    people = getaddresses([_header(mail, header) or ""])
    name, address = people[0] if people else ("", "")
    return name or None, address or None


def _sent_at(mail: MailPart) -> datetime | None:
    try:
        sent = parsedate_to_datetime(_header(mail, "Date") or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)

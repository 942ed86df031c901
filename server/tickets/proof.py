"""Whether a customer sent a photo or video of the goods."""

import re

from server.domain.ticket import Attachment, Message

_PICTURE_TYPES = ("image/", "video/")
_PICTURE_NAMES = re.compile(
    r"\.(?:jpe?g|jfif|png|heic|heif|webp|gif|bmp|tiff?|avif|dng|mp4|mov|m4v|avi|webm|3gp|mkv|hevc|mpe?g)$",
    re.IGNORECASE,
)
# Types that mail programs send when they know nothing better.
_NO_TYPE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/unknown"})
# What signatures and mail programs attach by themselves; "IMG_1234" and "image0.jpeg" are photos from a phone.
_DECORATION = re.compile(
    r"(?:^|[\W_])(?:logos?|signatur\w*|signature\w*|banner|icons?|footer|header|pixel|spacer|divider|avatar|emoji"
    r"|visitenkarte|vcard)(?:[\W_\d]|$)"
    r"|^(?:facebook|instagram|twitter|x|linkedin|youtube|tiktok|xing|pinterest|whatsapp)[-_ ]?\d{0,3}\.\w+$"
    r"|^image\d{3}\.(?:png|gif|jpe?g|bmp)$|^(?:grafik|picture)\d{1,3}\.(?:png|gif|emz|wmz)$|^outlook-|^att\d{5}",
    re.IGNORECASE,
)
_DECORATION_TYPES = frozenset(
    {"image/svg+xml", "image/x-icon", "image/vnd.microsoft.icon", "image/x-emf", "image/x-wmf"}
)


def proof_provided(messages: list[Message]) -> bool:
    """Whether a message of the customer holds a picture or video that is no decoration."""
    return any(
        is_proof(attachment)
        for message in messages
        if message.author == "customer"
        for attachment in message.attachments or []
    )


def is_proof(attachment: Attachment) -> bool:
    """Judged by media type, by the name's ending where the type is missing, and by names of decoration."""
    media_type = (attachment.media_type or "").partition(";")[0].strip().lower()
    name = (attachment.name or "").strip()
    if attachment.inline or media_type in _DECORATION_TYPES or _DECORATION.search(name):
        return False
    if media_type in _NO_TYPE:
        return _PICTURE_NAMES.search(name) is not None
    return media_type.startswith(_PICTURE_TYPES)

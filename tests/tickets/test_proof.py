"""Whether a photo or video was sent."""

import pytest

from server.domain.ticket import Attachment, Message
from server.tickets.proof import is_proof, proof_provided


@pytest.mark.parametrize(
    "attachment",
    [
        Attachment("IMG_1234.jpg", "image/jpeg"),
        Attachment("video.mov", "video/quicktime"),
        Attachment("IMG_0007.HEIC", None),
        Attachment("20260312_101500.jpg", "application/octet-stream"),
        Attachment(None, "image/png"),
        Attachment("image0.jpeg", "image/jpeg"),
        Attachment("WhatsApp Image 2026-03-12.jpeg", "image/jpeg; charset=binary"),
        Attachment("Lampenfuß.png", "IMAGE/PNG", inline=False),
    ],
)
def test_photos_and_videos_are_proof(attachment: Attachment) -> None:
    """By media type, or by the name's ending where there is no type."""
    assert is_proof(attachment)


@pytest.mark.parametrize(
    "attachment",
    [
        Attachment("IMG_1234.jpg", "image/jpeg", inline=True),
        Attachment("image001.png", "image/png"),
        Attachment("Logo_Muster_GmbH.jpg", "image/jpeg"),
        Attachment("facebook.png", "image/png"),
        Attachment("signature.gif", "image/gif"),
        Attachment("outlook-abc.png", "image/png"),
        Attachment("icon.svg", "image/svg+xml"),
        Attachment("rechnung.pdf", "application/pdf"),
        Attachment("foto.jpg", "application/pdf"),
        Attachment(None, None),
    ],
)
def test_decoration_and_papers_are_none(attachment: Attachment) -> None:
    """What signatures and mail programs attach is no photo of the goods."""
    assert not is_proof(attachment)


def test_only_the_customer_proves() -> None:
    """A picture that the shop sent proves nothing."""
    photo = [Attachment("IMG_1234.jpg", "image/jpeg")]
    assert proof_provided([Message("customer", "Siehe Foto", attachments=photo)])
    assert not proof_provided([Message("agent", "So sieht sie aus", attachments=photo), Message("customer", "Danke")])

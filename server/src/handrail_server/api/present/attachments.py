"""A file of a conversation: what it is and its digest; its bytes are read apart."""

from handrail_server.api.wire.conversations import AttachmentReference
from handrail_server.core.turns.turn import Attachment


def attachment(given: Attachment) -> AttachmentReference:
    """A file that came with a turn, or that a record names."""
    return AttachmentReference(
        id=given.id, media_type=given.media_type, size=given.size, digest=given.digest, name=given.name
    )

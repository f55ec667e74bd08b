"""Listen to what was said: the sound around the words that a proposal rests on."""

from core_api.contracts.meeting import SoundClip
from core_api.contracts.problems import Missing
from core_api.store import meetings, proposals
from core_api.usecases.installation import Installation


def clip_of(installation: Installation, proposal_id: str) -> SoundClip:
    """The sound around the first quote that has a time.

    Raises NotFound, Missing `no-sound` where the meeting came as a text, and what a damaged recording raises.
    """
    with installation.database.reading() as session:
        proposal = proposals.get(session, proposal_id).proposal
        blob = meetings.get(session, proposal.meeting_id).blob
    quote = next((one for one in proposal.evidence if one.end > one.start), None)
    if quote is None:
        raise Missing("no-sound")
    return installation.services.clipper().cut(installation.blobs.path(blob), quote.start, quote.end)

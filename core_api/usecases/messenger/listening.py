"""The sound around a question's quote, as an answer to its message; once for each press."""

import base64

from core_api.contracts.asking import StoredArrival
from core_api.contracts.messages import Clip, Notice
from core_api.contracts.problems import Missing
from core_api.contracts.proposal import StoredProposal
from core_api.store import letters
from core_api.usecases.installation import Installation
from core_api.usecases.listen import clip_of
from core_api.usecases.messenger import conversing, views
from core_api.usecases.messenger.composing import About, Composer, Said, letter_id
from core_api.usecases.messenger.readers import known_as, reach


def listen(installation: Installation, came: StoredArrival, stored: StoredProposal) -> None:
    """Send the sound where the button was pressed; where there is none, say so."""
    channels, proposal = reach(installation), stored.proposal
    with installation.database.reading() as session:
        who = known_as(session, came.arrival.channel, came.arrival.user)
        reader = channels.writer(came.arrival, who.person if who else None)
        _meeting, transcript = views.heard(session, proposal.meeting_id)
    about = About("clip", (came.id,), proposal.board, proposal.meeting_id, answers=came.arrival.message)
    if reader is None or _is_sent(installation, letter_id(about, reader)):
        return
    try:
        clip = clip_of(installation, proposal.id)
    except Missing as problem:
        if problem.code != "no-sound":
            raise
        conversing.tell(installation, came, Notice(code="listen-no-sound"))
        return
    evidence = next((one for one in proposal.evidence if one.end > one.start), proposal.evidence[0])
    view = Clip(
        quote=views.quote(evidence, transcript, reader.language),
        seconds=clip.seconds,
        ogg=base64.b64encode(clip.ogg).decode(),
    )
    with installation.database.transaction() as session:
        Composer(installation, session).write(reader, about, Said(view))


def _is_sent(installation: Installation, identity: str) -> bool:
    with installation.database.reading() as session:
        return letters.exists(session, identity)

"""Messages to people: the messengers that are set up, what was not delivered, and a hello to try one out."""

from fastapi import APIRouter
from pydantic import Field

from core_api.contracts.envelope import Envelope
from core_api.contracts.messages import ChannelName
from core_api.contracts.model import Frozen
from core_api.usecases.messenger import channels, undelivered
from core_api.web.context import Here, Say, Who

router = APIRouter(prefix="/messages", tags=["messages"])


class Waiting(Frozen):
    """A message that was not delivered, and why, in the reader's words."""

    letter: undelivered.Undelivered
    message: str
    next_step: str


class TestIn(Frozen):
    """Whom to greet."""

    person: str = Field(min_length=1, max_length=200)


class Greeted(Frozen):
    """Where the hello went."""

    person: str
    channel: ChannelName


@router.get("/messengers")
def list_messengers(here: Here) -> Envelope[tuple[channels.Messenger, ...]]:
    """The messengers that are set up, each asked now who we are there."""
    return Envelope(success=True, data=channels.messengers(here))


@router.get("/undelivered")
def list_undelivered(here: Here, say: Say) -> Envelope[tuple[Waiting, ...]]:
    """What does not stand where it should, the oldest first."""
    lines = tuple(
        Waiting(
            letter=one,
            message=say(f"problem-{one.code}", **one.params) if one.code else "",
            next_step=say(f"problem-{one.code}-next", **one.params) if one.code else "",
        )
        for one in undelivered.undelivered(here)
    )
    return Envelope(success=True, data=lines)


@router.post("/test")
def greet(here: Here, who: Who, test: TestIn) -> Envelope[Greeted]:
    """Send a hello to a person."""
    person, ref = undelivered.greet(here, test.person, who)
    return Envelope(success=True, data=Greeted(person=person.id, channel=ref.channel))

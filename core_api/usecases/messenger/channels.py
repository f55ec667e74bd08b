"""The messengers that are set up: how people find us there, and whether they answer now."""

from functools import partial

from pydantic import Field

from core_api.contracts.health import Check
from core_api.contracts.messages import ChannelName, ChannelState
from core_api.contracts.model import Frozen
from core_api.contracts.problems import Problem
from core_api.usecases.installation import Installation
from core_api.usecases.looks import PATIENCE, ask_all


class Messenger(Frozen):
    """A messenger that is set up."""

    name: ChannelName
    approves: bool
    """Decisions are made there; otherwise it only carries notices."""
    handle: str = ""
    """How people find us there."""
    code: str = ""
    """Why it does not answer: a problem's code; empty: it does."""
    params: dict[str, str | int | float] = Field(default_factory=dict)


def messengers(installation: Installation, seconds: float = PATIENCE) -> tuple[Messenger, ...]:
    """All that are set up, each asked now. Raises what asking the messengers' service raises."""
    notifier = installation.services.notifier()
    if notifier is None:
        return ()
    states = notifier.channels()
    asked = ask_all({one.name: partial(notifier.identify, one.name) for one in states}, seconds)
    return tuple(_messenger(one, asked[one.name]) for one in states)


def checks(installation: Installation, seconds: float = PATIENCE) -> tuple[Check, ...]:
    """How each messenger is; nothing where none is set up."""
    try:
        known = messengers(installation, seconds)
    except Problem as problem:
        return (
            Check(
                name="messengers",
                state="down",
                code="messengers-down",
                params=problem.params | {"problem": problem.code},
            ),
        )
    return tuple(
        Check.model_validate(
            {
                "name": one.name,
                "state": "down" if one.code else "ok",
                "code": "channel-down" if one.code else "channel-ok",
                "params": {
                    **one.params,
                    "channel": one.name,
                    "who": one.handle,
                    **({"problem": one.code} if one.code else {}),
                },
            }
        )
        for one in known
    )


def _messenger(state: ChannelState, answer: ChannelState | Problem) -> Messenger:
    approves = state.capabilities.approves
    if isinstance(answer, Problem):
        return Messenger(name=state.name, approves=approves, code=answer.code, params=answer.params)
    return Messenger(name=state.name, approves=approves, handle=answer.handle)

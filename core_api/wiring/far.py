"""Services in other processes: the wires to those that think, and whether each service answers us."""

from contextlib import closing
from typing import TYPE_CHECKING

from core_api.checkup import service_at
from core_api.contracts.answering import AnswerRequest
from core_api.contracts.health import Check
from core_api.settings import Settings
from core_api.wire.place import Place
from core_api.wiring.boards import ask_far_boards

if TYPE_CHECKING:
    from core_api.wire.service import Wire


def far_services(settings: Settings) -> tuple[Check, ...]:
    """One check for each that is reached over a wire. The messengers' is looked at with its channels."""
    found: list[Check] = []
    if Place(settings.boards_url).remote:
        found.append(service_at("boards", settings.boards_url, lambda: ask_far_boards(settings)))
    if Place(settings.minutes_url).remote:
        found.append(service_at("minutes", settings.minutes_url, lambda: _ask_minutes(settings)))
    if Place(settings.matching_url).remote:
        found.append(service_at("matching", settings.matching_url, lambda: _ask_matching(settings)))
    return tuple(found)


def minutes_wire(settings: Settings) -> "Wire":
    """The wire to the language service. Raises Missing `service-url`, `service-tls`."""
    from core_api.wire.place import open_wire
    from llm_service.actions import SERVICE

    place = Place(
        settings.minutes_url,
        settings.minutes_key,
        settings.minutes_ca,
        settings.minutes_cert,
        settings.minutes_cert_key,
    )
    return open_wire(SERVICE, place)


def matching_wire(settings: Settings) -> "Wire":
    """The wire to the matching service. Raises Missing `service-url`, `service-tls`."""
    from core_api.wire.place import open_wire
    from similarity.actions import SERVICE

    place = Place(
        settings.matching_url,
        settings.matching_key,
        settings.matching_ca,
        settings.matching_cert,
        settings.matching_cert_key,
    )
    return open_wire(SERVICE, place)


def _ask_minutes(settings: Settings) -> None:
    """Raise a Problem unless it answers us: a question without passages has no answer, and needs no model."""
    from llm_service.remote import RemoteLanguageService

    with closing(minutes_wire(settings)) as wire:
        RemoteLanguageService(wire).answer(
            AnswerRequest(question="?", passages=(), language="en", models="none")
        )


def _ask_matching(settings: Settings) -> None:
    """Raise a Problem unless it answers us."""
    from similarity.remote import RemoteMatcher

    with closing(matching_wire(settings)) as wire:
        RemoteMatcher(wire).rank((), ())

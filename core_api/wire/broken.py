"""What a caller may know when a call broke off: the same rules for every wire.

A write that may have been heard is OutcomeUnknown; whatever else broke may be tried again.
"""

from typing import Any

from core_api.contracts.problems import Invalid, Malformed, OutcomeUnknown, Problem, TooLarge, Transient
from core_api.wire.service import Action, Service

CONNECT_SECONDS = 5.0
"""For a connection to stand."""


def unheard(service: Service[Any]) -> Problem:
    """Surely nothing was sent."""
    return Transient("service-unreachable", service=service.name)


def lost(service: Service[Any], action: Action[Any, Any, Any]) -> Problem:
    """The connection broke, or the time was over, after the request may have been heard."""
    if action.writes:
        return OutcomeUnknown("service-unsure", service=service.name)
    return Transient("service-unreachable", service=service.name)


def garbled(service: Service[Any], action: Action[Any, Any, Any]) -> Problem:
    """The other side answered something that is no answer; a write may be done all the same."""
    if action.writes:
        return OutcomeUnknown("service-unsure", service=service.name)
    return Malformed("service-answer", service=service.name)


def no_service(service: Service[Any]) -> Problem:
    """Whoever answers there is not this service, so nothing was done."""
    return Malformed("service-answer", service=service.name)


def unsayable(service: Service[Any]) -> Problem:
    """The request holds what no wire can carry."""
    return Invalid("service-request", service=service.name, detail="")


def fits(service: Service[Any], action: Action[Any, Any, Any], size: int) -> None:
    """Raises TooLarge `service-too-large` for a request of more bytes than the action takes."""
    if size > action.largest:
        raise TooLarge("service-too-large", service=service.name, limit=action.largest >> 20)

"""Kinds of changes by how easily they are taken back: what is pooled, and how many wrong ones may be."""

from collections.abc import Mapping

from core_api.contracts.board import OperationKind
from core_api.contracts.reliability import Gravity

BUDGETS: Mapping[Gravity, float] = {"light": 0.05, "middling": 0.02, "grave": 0.01}
"""The share of wrong automatic changes that may be."""
_LIGHT = frozenset({"comment", "check", "uncheck", "add_check", "label", "unlabel"})
_MIDDLING = frozenset({"move", "due"})


def gravity(kind: OperationKind) -> Gravity:
    """How much a wrong change of this kind costs."""
    return "light" if kind in _LIGHT else "middling" if kind in _MIDDLING else "grave"


def budget(kind: OperationKind) -> float:
    """The share of wrong automatic changes of this kind that may be."""
    return BUDGETS[gravity(kind)]

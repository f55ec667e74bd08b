"""What an installation depends on, and how each of it is."""

from typing import Literal

from pydantic import Field

from core_api.contracts.model import Frozen

DependencyState = Literal["ok", "degraded", "down"]


class Check(Frozen):
    """One dependency. The words are in `locales`: `check-NAME` names it, `check-CODE` says how it is and what to do."""

    name: Literal[
        "database",
        "speech",
        "speakers",
        "model",
        "embedder",
        "disk",
        "dashboard",
        "writes",
        "index",
        "accounts",
        "boards",
        "matching",
        "minutes",
        "template",
        "trello",
        "kaiten",
        "kanboard",
        "gate",
        "hooks",
        "messengers",
        "messages",
        "telegram",
        "max",
        "vk",
        "express",
        "matrix",
        "webhook",
        "mail",
        "apprise",
    ]
    state: DependencyState
    code: str
    params: dict[str, str | int | float] = Field(default_factory=dict)

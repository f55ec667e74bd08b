"""Which language models may read something that several parties have a say in."""

from core_api.contracts.model import ModelAccess

_ORDER: tuple[ModelAccess, ...] = ("none", "local", "external")


def strictest(*allowed: ModelAccess) -> ModelAccess:
    """What all of them allow."""
    return min(allowed, key=_ORDER.index)

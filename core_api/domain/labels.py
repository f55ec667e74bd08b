"""What a decision says of a proposal: of its card, of its change, and of both. None: it says nothing of that."""

from core_api.contracts.asking import Example

_NEITHER = "already-done"
"""The reason that blames nobody: the change was right, and somebody was quicker."""


def change_right(example: Example) -> bool | None:
    """Whether it could have been done unasked: approved as it stood, and never taken back."""
    if example.answer == "reject" and example.reason == _NEITHER:
        return None
    return example.answer == "approve" and example.undone_at is None


def wrong_card(example: Example) -> bool:
    """Whether the decision blames the match."""
    return example.answer == "other_card" or example.reason == "wrong-card"


def card_right(example: Example) -> bool | None:
    """Whether the card was the one that was meant. No "no" is ever taken as praise of another part."""
    if wrong_card(example):
        return False
    return True if change_right(example) else None


def operation_right(example: Example) -> bool | None:
    """Whether the change was the one that was meant; a wrong card says nothing of it."""
    return None if wrong_card(example) else change_right(example)

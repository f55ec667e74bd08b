"""`boardscribe board delete`: remove a card for good, after its name was typed."""

from rich.text import Text

from core_api.cli import prompts
from core_api.cli.opening import open_desk
from core_api.cli.outcome import DONE, FAILED
from core_api.usecases.remove import card_to_remove, remove_card


def run(ref: str, text: str) -> int:
    """Ask for the card's name and remove it; exit 1 when the person thought better of it."""
    desk = open_desk()
    card = card_to_remove(desk.installation, ref, text)
    desk.out.print(Text(desk.say("delete-warning", card=card.name, board=ref), style="red"))
    try:
        typed = prompts.enter(desk, desk.say("delete-prompt"))
    except prompts.Left:
        typed = ""
    if not typed:
        desk.out.print(desk.say("delete-left"))
        return FAILED
    record = remove_card(desk.installation, ref, card.id, typed, desk.actor)
    desk.out.print(desk.say("delete-done", card=record.card.name, change=record.id))
    return DONE

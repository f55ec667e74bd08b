"""`boardscribe board stale`: of which cards the last meeting about a board spoke, and which have gone silent."""

import json
import sys
from collections.abc import Iterable

from rich.text import Text

from core_api.cli.opening import Desk, open_desk
from core_api.cli.outcome import DONE
from core_api.contracts.proposal import DiscussedCard, StaleCard
from core_api.contracts.report import BoardAttention
from core_api.domain.days import day_of
from core_api.locales import Translate
from core_api.locales.moments import day
from core_api.usecases import boards


def run(ref: str, *, as_json: bool) -> int:
    """Print how the board's cards fared in its last meeting."""
    desk = open_desk()
    seen = boards.stale(desk.installation, ref)
    if as_json:
        sys.stdout.write(json.dumps(_as_json(seen), ensure_ascii=False) + "\n")
        return DONE
    title = desk.say("attention-headline", meeting=seen.meeting, day=day(seen.started_at.date(), desk.say))
    desk.out.print(Text(title, style="bold"))
    _spoken_of(desk, "attention-news", seen.news)
    _spoken_of(desk, "attention-discussed", seen.discussed)
    if seen.cards:
        desk.out.print(Text("\n" + _headed(desk, "attention-stale", len(seen.cards)), style="bold"))
    else:
        desk.out.print(Text("\n" + desk.say("attention-all-mentioned"), style="green"))
    for item in seen.cards:
        desk.out.print(silent_card(desk, item))
    alerts = sum(item.alert for item in seen.cards)
    if alerts:
        told = desk.say("attention-alerts", count=alerts, after=seen.alert_after)
        desk.out.print(Text("\n! " + told, style="yellow"))
    return DONE


def silent_card(desk: Desk, item: StaleCard) -> Text:
    """A card of which nobody spoke: where it stands, for how long, and when people last touched it."""
    line = Text(" ! " if item.alert else " • ", style="yellow" if item.alert else "")
    line.append(item.card.name, style="default")
    about = [desk.say(f"role-{item.reason}"), *silence_words(item, desk.say)]
    if item.touched_at is not None:
        at = day_of(item.touched_at, desk.installation.zone)
        about.append(desk.say("attention-touched", day=day(at, desk.say)))
    return line.append("  " + " · ".join(about), style="dim")


def silence_words(item: StaleCard, say: Translate) -> tuple[str, ...]:
    """For how many meetings the card was silent, where it is more than this one."""
    return (say("attention-silent", count=item.silent),) if item.silent > 1 else ()


def _spoken_of(desk: Desk, title: str, cards: Iterable[DiscussedCard]) -> None:
    names = [item.card.name for item in cards]
    if names:
        desk.out.print(Text("\n" + _headed(desk, title, len(names)), style="bold"))
    for name in names:
        desk.out.print(Text(f" • {name}"))


def _headed(desk: Desk, title: str, count: int) -> str:
    return f"{desk.say(title)} ({count})"


def _as_json(seen: BoardAttention) -> dict[str, object]:
    whole = seen.model_dump(mode="json")
    return {
        "meeting": seen.meeting,
        "meeting_id": seen.meeting_id,
        "news": whole["news"],
        "discussed": whole["discussed"],
        "stale": whole["cards"],
        "alert_after": seen.alert_after,
    }

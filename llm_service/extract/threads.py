"""Which card each sentence of the talk is about.

A card is entered by words of its title, by its number or by whole name; what follows inherits it until another card
is named or the talk moves on. The best course through the whole meeting is chosen at once, so that a passing word
does not break a thread.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from core_api.contracts.board import Board
from core_api.language.titles import Naming, Title, TitleIndex, index_of, name_cards
from llm_service.extract.cues import CREATE, NO_NEWS
from llm_service.extract.pull import MOVES_ON, NEW_MATTER, leave_the_board, pull
from llm_service.extract.sentences import Sentence

_SWITCH = 0.8
_TO_SIBLING = 0.45
_ENTER = 0.6
_LEAVE = 0.7
_LEAVE_ON_CUE = 0.2
_FADE = 0.03
_MOVED_ON = 0.4
_LEAST = 0.6
_LEAST_FRESH = 0.45
_INHERITS = 10
_NAMED_AGAIN = 0.3


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring sentences about one card (None: about none)."""

    card_id: str | None
    sentences: tuple[Sentence, ...]
    named: tuple[Naming, ...]
    """Where the card itself was named in them."""
    rival: str | None
    """A card that fits the same words nearly as well."""


@dataclass(frozen=True)
class Thread:
    """The whole meeting: its sentences, who is named in each, and the runs."""

    sentences: tuple[Sentence, ...]
    namings: tuple[tuple[Naming, ...], ...]
    cards: tuple[str | None, ...]
    runs: tuple[Run, ...]
    index: TitleIndex


def titles_of(board: Board) -> tuple[Title, ...]:
    """The cards of a board as they may be named."""
    return tuple(
        Title(
            card.id,
            card.name,
            card.number,
            (
                card.description[:300],
                *(item.name for checklist in card.checklists for item in checklist.items),
            ),
        )
        for card in board.cards
    )


def thread_of(
    sentences: Sequence[Sentence], board: Board | None, deaf: frozenset[int] = frozenset()
) -> Thread:
    """Follow the talk over the cards of the board; `deaf` are places whose words name nothing."""
    columns = [one.name for one in board.columns if not one.closed] if board else []
    index = index_of(titles_of(board) if board else (), columns)
    namings = tuple(() if one.place in deaf else name_cards(one.text, index) for one in sentences)
    bias = _bias(board)
    scores = [
        {one.card_id: pull(sentence, one, index) * bias.get(one.card_id, 1.0) for one in named}
        for sentence, named in zip(sentences, namings, strict=True)
    ]
    leave_the_board(sentences, namings, scores)
    kin = partial(_siblings, index)
    course = _cut_off(sentences, _best_course(sentences, scores, kin), scores)
    cards = _settle(_inherit(sentences, course), scores, kin)
    return Thread(tuple(sentences), namings, cards, tuple(_runs(sentences, namings, scores, cards)), index)


def _cut_off(
    sentences: Sequence[Sentence], cards: Sequence[str | None], scores: Sequence[Mapping[str, float]]
) -> tuple[str | None, ...]:
    """A new matter, and what follows the order for a new card, is not about the card before until it is named again."""
    found: list[str | None] = []
    shut: str | None = None
    for at, (sentence, card) in enumerate(zip(sentences, cards, strict=True)):
        names = card is not None and scores[at].get(card, 0.0) >= _NAMED_AGAIN
        if card != shut or names:
            shut = None
        if NEW_MATTER.search(sentence.low) and not names:
            shut = card
        found.append(None if shut is not None else card)
        if card is not None and CREATE.search(sentence.low) and not sentence.asks:
            shut = card
    return tuple(found)


def _settle(
    cards: Sequence[str | None], scores: Sequence[Mapping[str, float]], kin: Callable[[str, str], bool]
) -> tuple[str | None, ...]:
    """Between cards that share a word, give a stretch to the one that its own words fit better.

    Before the first words that tell them apart the sum decides; after a side remark about a sibling, a word that
    fits both returns the talk to the card it came from.
    """
    settled = list(cards)
    start = 0
    for stop in range(1, len(cards) + 1):
        if stop < len(cards) and cards[stop] == cards[start]:
            continue
        card = cards[start]
        if card is not None:
            _settle_run(settled, range(start, stop), card, scores, kin)
        start = stop
    return tuple(settled)


def _settle_run(
    settled: list[str | None],
    run: range,
    card: str,
    scores: Sequence[Mapping[str, float]],
    kin: Callable[[str, str], bool],
) -> None:
    others = {one for at in run for one in scores[at] if one != card and kin(one, card)}
    for other in sorted(others):
        own = next(
            (at for at in run if scores[at].get(card, 0.0) > scores[at].get(other, 0.0) + 0.15), run.stop
        )
        head = range(run.start, own)
        if sum(scores[at].get(other, 0.0) for at in head) > 1.06 * sum(
            scores[at].get(card, 0.0) for at in head
        ):
            settled[head.start : head.stop] = [other] * len(head)
    before = settled[run.start - 1] if run.start else None
    if before is not None and before in others and settled[run.start] == card:
        back = next(
            (
                at
                for at in run[1:]
                if scores[at].get(before, 0.0) >= max(0.94 * scores[at].get(card, 0.0), 0.3)
            ),
            run.stop,
        )
        settled[back : run.stop] = [before] * (run.stop - back)


def _siblings(index: TitleIndex, one: str, other: str) -> bool:
    """True when two titles share a telling word: the talk passes easily from one to the other."""
    shared = set(index.words[one]) & set(index.words[other])
    return any(not word.isdigit() for word in shared)


def _bias(board: Board | None) -> Mapping[str, float]:
    """Finished and archived cards are spoken of less, those being worked on a little more."""
    if board is None:
        return {}
    of_role = {"queue": 1.0, "working": 1.04, "waiting": 1.04, "done": 0.75}
    column = {one.id: 0.5 if one.closed else of_role[one.role] for one in board.columns}
    return {card.id: 0.5 if card.archived else column.get(card.column_id, 1.0) for card in board.cards}


def _inherit(sentences: Sequence[Sentence], cards: Sequence[str | None]) -> tuple[str | None, ...]:
    """What follows a thread and names nothing still belongs to it for a while, unless the talk moves on."""
    filled: list[str | None] = []
    left, ended = 0, False
    for sentence, own in zip(sentences, cards, strict=True):
        turned = MOVES_ON.search(sentence.low) or NEW_MATTER.search(sentence.low)
        carried = left > 0 and not ended and not turned
        left = _INHERITS if own is not None else left - 1 if carried else 0
        filled.append(own if own is not None else filled[-1] if carried else None)
        ended = bool(NO_NEWS.search(sentence.low) or (CREATE.search(sentence.low) and not sentence.asks))
    return tuple(filled)


def _best_course(
    sentences: Sequence[Sentence],
    scores: Sequence[Mapping[str, float]],
    siblings: Callable[[str, str], bool],
) -> tuple[str | None, ...]:
    """The cheapest way through all sentences: entering, leaving and changing a card all cost something."""
    best: dict[str | None, float] = {None: 0.0}
    back: list[dict[str | None, str | None]] = []
    for sentence, score in zip(sentences, scores, strict=True):
        moved = bool(MOVES_ON.search(sentence.low))
        top = max((card for card in best if card is not None), key=lambda card: best[card], default=None)
        now: dict[str | None, float] = {None: best[None]}
        came: dict[str | None, str | None] = {None: None}
        leaving = best[top] - (_LEAVE_ON_CUE if moved else _LEAVE) if top is not None else float("-inf")
        if leaving > now[None]:
            now[None], came[None] = leaving, top
        for card in {*best, *score} - {None}:
            pull = score.get(str(card), 0.0)
            options = (
                [(best[card] - (0.0 if pull else _FADE + _MOVED_ON * moved), card)] if card in best else []
            )
            if pull >= _LEAST_FRESH:
                options.append((best[None] - _ENTER, None))
            if pull >= _LEAST and top is not None and top != card:
                kin = _TO_SIBLING if siblings(str(card), top) else _SWITCH
                options.append((best[top] - min(kin, _ENTER if moved else kin), top))
            if options:
                value, came[card] = max(options, key=lambda pair: pair[0])
                now[card] = value + pull
        floor = max(now.values()) - 4.0
        best = {card: value for card, value in now.items() if card is None or value >= floor}
        back.append(came)
    return _walk_back(best, back)


def _walk_back(
    best: Mapping[str | None, float], back: Sequence[Mapping[str | None, str | None]]
) -> tuple[str | None, ...]:
    at = max(best, key=lambda card: (best[card], card is None, card or ""))
    course: list[str | None] = []
    for came in reversed(back):
        course.append(at)
        at = came[at]
    return tuple(reversed(course))


def _runs(
    sentences: Sequence[Sentence],
    namings: Sequence[tuple[Naming, ...]],
    scores: Sequence[Mapping[str, float]],
    cards: Sequence[str | None],
) -> list[Run]:
    found: list[Run] = []
    start = 0
    for stop in range(1, len(sentences) + 1):
        if stop < len(sentences) and cards[stop] == cards[start]:
            continue
        card = cards[start]
        named = tuple(one for at in range(start, stop) for one in namings[at] if one.card_id == card)
        found.append(Run(card, tuple(sentences[start:stop]), named, _rival(card, scores[start:stop])))
        start = stop
    return found


def _rival(card: str | None, scores: Sequence[Mapping[str, float]]) -> str | None:
    """The other card whose words were said nearly as much in the run."""
    sums: dict[str, float] = {}
    for score in scores:
        for one, value in score.items():
            sums[one] = sums.get(one, 0.0) + value
    own = sums.pop(card, 0.0) if card else 0.0
    other = max(sums, key=lambda one: (sums[one], one), default=None)
    return other if other and card and sums[other] >= 0.85 * own else None

"""From threads to facts: one a card that was spoken of, one a card to be made, and those that were only orders.

A fact carries requests only for what still stands; all else is said with its veto, so that people see it was heard.
"""

from collections.abc import Sequence

from core_api.contracts.board import Card
from core_api.contracts.minutes import Evidence, Fact, FactKind, Request, Veto
from llm_service.extract import cues
from llm_service.extract.act import Act
from llm_service.extract.newcards import NewCard
from llm_service.extract.news import CERTAIN, ENOUGH, comment_text, news_of
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence, squeezed
from llm_service.extract.standing import Standing, standing_acts
from llm_service.extract.threads import Thread

_QUOTES = 6
_ORDER = 9
"""Up to so many words an order is nothing but an order."""
_CONTEXT = 2
_NAMED_BEFORE = 3
_ANOTHERS = 0.8
_MOSTLY = 0.4


def facts_of(
    thread: Thread, room: Room, new: Sequence[NewCard], deaf: frozenset[int], orders: frozenset[int]
) -> list[Fact]:
    """All facts of the meeting, in the order in which they were first said, numbered."""
    taken = frozenset(place for card in new for place in card.places)
    by_card: dict[str, list[Sentence]] = {}
    for run in thread.runs:
        if run.card_id is not None:
            by_card.setdefault(run.card_id, []).extend(run.sentences)
    found: list[tuple[int, Fact]] = []
    for card_id, sentences in by_card.items():
        card = room.card(card_id)
        if card is not None:
            found.append((sentences[0].place, _about_card(card, sentences, thread, room, deaf | taken)))
    found += [(min(card.places), _about_new(card)) for card in new]
    found += [(min(orders), _order([thread.sentences[place] for place in sorted(orders)]))] if orders else []
    ordered = sorted(found, key=lambda pair: pair[0])
    return [fact.model_copy(update={"id": f"f{number}"}) for number, (_place, fact) in enumerate(ordered, 1)]


def _about_card(
    card: Card, sentences: Sequence[Sentence], thread: Thread, room: Room, deaf: frozenset[int]
) -> Fact:
    standing = standing_acts(sentences, thread.sentences, card, room, deaf)
    strange = frozenset(one.place for one in sentences if _of_another(one, thread, card))
    vetoes, acts, news = _judged(standing, sentences, card, room, deaf | strange)
    requests = [_request(act, thread, card) for act in acts]
    if news:
        requests.append(
            Request(
                kind="comment", value=comment_text(news, room), evidence=tuple(one.evidence() for one in news)
            )
        )
    telling = news or [act.sentence for act in acts] or list(sentences[:1])
    quotes = {one.place: one for one in (*telling, *(act.sentence for act in acts))}
    named = _mention(thread, card)
    return Fact(
        id="f",
        kind=_kind(standing, acts, news, sentences),
        text=_sentence(named or card.name, telling),
        mention=named,
        context=_context(sentences[0], thread),
        speaker=telling[0].speaker,
        evidence=tuple(one.evidence() for _place, one in sorted(quotes.items())[:_QUOTES]),
        requests=tuple(requests),
        vetoes=vetoes,
        card_hint=card.id,
    )


def _of_another(sentence: Sentence, thread: Thread, card: Card) -> bool:
    """True when the words of the sentence are those of another card, not of this one: no news of it."""
    named = {one.card_id: one for one in thread.namings[sentence.place]}
    own = named[card.id].weight if card.id in named else 0.0
    return any(
        one.weight >= _ANOTHERS + 2 * own and (one.plain or one.called or one.coverage >= _MOSTLY)
        for one in named.values()
        if one.card_id != card.id
    )


def _judged(
    standing: Standing, sentences: Sequence[Sentence], card: Card, room: Room, deaf: frozenset[int]
) -> tuple[tuple[Veto, ...], list[Act], list[Sentence]]:
    """The vetoes of a thread, the acts that stand and the news worth a comment."""
    acts = standing.acts
    plain = any(act.outright for act in acts)
    if "other_team" in standing.doubts and not plain:
        return ("other_team",), [], []
    if standing.killed and not acts:
        return ("retracted",), [], []
    if "joke" in standing.doubts and not acts:
        return ("joke",), [], []
    told = " ".join(one.low for one in sentences)
    least = CERTAIN if cues.NO_NEWS.search(told) else ENOUGH
    orders = frozenset(act.sentence.place for act in acts if act.outright and _only_asks(act))
    news = (
        [] if _far_idea(standing, told, card, room) else news_of(sentences, card, room, deaf | orders, least)
    )
    if room.role_of(card) == "done" and not plain:
        return (), [], []
    vetoes: list[Veto] = []
    if "conflict" in standing.doubts and acts:
        vetoes.append("conflict")
    if any(act.sentence.place in standing.unsure for act in acts):
        vetoes.append("hedged")
    if not acts and not news and "hypothetical" in standing.doubts:
        vetoes.append("hypothetical")
    return tuple(vetoes), acts, news


def _only_asks(act: Act) -> bool:
    """True when the sentence of an act does hardly more than ask for it."""
    most = _ORDER - 3 if act.kind in ("check", "assign") else _ORDER
    return len(act.sentence.low.split()) <= most


def _far_idea(standing: Standing, told: str, card: Card, room: Room) -> bool:
    """True when a card nobody works on was only touched, with doubt."""
    doubtful = standing.doubts & {"hypothetical", "conflict", "question"} or cues.HEDGED.search(told)
    return room.role_of(card) == "queue" and not standing.acts and bool(doubtful)


def _request(act: Act, thread: Thread, card: Card) -> Request:
    """The act as a request, with the words that ask for it and, close by, those that name the card."""
    rests = {one.place: one for one in (*act.more, act.sentence)}
    for back in thread.sentences[max(0, act.sentence.place - _NAMED_BEFORE) : act.sentence.place + 1]:
        near = act.sentence.place - back.place <= 1 or back.segment.index == act.sentence.segment.index
        if near and any(
            one.card_id == card.id and (one.plain or one.called) for one in thread.namings[back.place]
        ):
            rests[back.place] = back
    evidence = tuple(one.evidence() for _place, one in sorted(rests.items()))
    return Request(kind=act.kind, value=act.value, outright=act.outright, evidence=evidence)


def _about_new(card: NewCard) -> Fact:
    requests = tuple(
        Request(kind=act.kind, value=act.value, outright=act.outright, evidence=(act.sentence.evidence(),))
        for act in card.acts
    )
    name = next(act.value for act in card.acts if act.kind == "create")
    evidence = tuple(dict.fromkeys(one for request in requests for one in request.evidence))
    more = tuple(one.evidence() for one in card.about if one.evidence() not in evidence)
    return Fact(
        id="f",
        kind="commitment",
        text=name,
        speaker=card.acts[0].sentence.speaker,
        evidence=(*evidence, *more),
        requests=requests,
    )


def _order(sentences: Sequence[Sentence]) -> Fact:
    """Orders to the program, to be shown and not obeyed."""
    return Fact(
        id="f",
        kind="nothing",
        text=squeezed(sentences[0].text),
        speaker=sentences[0].speaker,
        evidence=tuple(one.evidence() for one in sentences[:_QUOTES]),
        vetoes=("injected",),
    )


def _kind(
    standing: Standing, acts: Sequence[Act], news: Sequence[Sentence], sentences: Sequence[Sentence]
) -> FactKind:
    if standing.killed and not acts:
        return "retraction"
    if any(act.kind == "move" and act.value == "done" for act in acts):
        return "done"
    if any(cues.DECIDED.search(one.low) for one in news):
        return "decision"
    if any(act.kind in ("assign", "due") for act in acts):
        return "commitment"
    if acts or news:
        return "progress"
    return "question" if any(one.asks for one in sentences) and "question" in standing.doubts else "nothing"


def _mention(thread: Thread, card: Card) -> str:
    """The words that name the card best, as they were said."""
    best, words = (False, 0.0), ""
    for run in thread.runs:
        if run.card_id != card.id:
            continue
        for sentence in run.sentences:
            for one in thread.namings[sentence.place]:
                rank = (one.plain is not None or one.called, one.weight)
                if one.card_id == card.id and rank > best:
                    best, words = rank, sentence.text[one.start : one.end]
    return words


def _sentence(named: str, telling: Sequence[Sentence]) -> str:
    """One line with its subject: the words that name the card, then the telling sentence."""
    text = squeezed(" ".join(one.text for one in telling[:2]))
    return text if named.casefold() in text.casefold() else f"{named}: {text}"


def _context(first: Sentence, thread: Thread) -> str:
    before: Sequence[Evidence] = [
        one.evidence() for one in thread.sentences[max(0, first.place - _CONTEXT) : first.place]
    ]
    return squeezed(" ".join(one.quote for one in before))

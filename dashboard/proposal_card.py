"""One proposal and one change as HTML, in the order that makes deciding fast: what changes, on which card, who said it.

Only text that `markup` has escaped; no buttons here.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from core_api.contracts.board import CardRef
from core_api.contracts.minutes import Evidence
from core_api.contracts.proposal import ChangeRecord, FieldChange, Proposal, StoredProposal, ThreeWay
from core_api.locales import Translate, about
from core_api.locales.moments import clock
from dashboard import markup
from dashboard.desk import Desk
from dashboard.shapes import Waiting
from dashboard.wording import code_words, moment, speaker, value_of

_QUOTES = 3
"""Quotes that are shown at once; the rest is a click away."""


def proposal_html(desk: Desk, item: Waiting, boards: Mapping[str, str]) -> str:
    """Everything needed to decide in one look."""
    say, proposal = desk.say, item.stored.proposal
    names = {who.number: who.name for who in item.transcript.speakers if who.name}
    return markup.block(
        "item",
        markup.block("badges", *_badges(item.stored, say)),
        changes_html(proposal.changes, proposal.operation.kind, say),
        card_html(proposal.card, proposal.board, boards, say),
        quotes_html(proposal.evidence, names, say, timed=item.transcript.timed),
        _why(proposal, desk),
        *_checked(proposal, say),
        *(_three_way(view, say) for view in proposal.meanwhile),
        *_returned(item.stored, desk),
        *_runner_up(proposal.runner_up, say),
    )


def change_html(desk: Desk, change: ChangeRecord, names: Mapping[int, str], boards: Mapping[str, str]) -> str:
    """A change that was made: before → after, the card, the words, who decided and when."""
    say = desk.say
    kind = "dashboard-undo-record" if change.undoes else f"operation-{change.operation.kind}"
    badges = [markup.span("kind", markup.text(say(kind)))]
    if change.undone_by:
        badges.append(markup.span("kind bs-shadow", markup.text(say("dashboard-undone"))))
    return markup.block(
        "item",
        markup.block("badges", *badges),
        changes_html(change.changes, change.operation.kind, say),
        card_html(change.card, change.board, boards, say),
        quotes_html(change.evidence, names, say),
        markup.block("why", markup.text(decided_by(desk, change))),
    )


def changes_html(changes: Sequence[FieldChange], kind: str, say: Translate) -> str:
    """Each field before → after, named where there are several; the operation in words where no field tells."""
    rows = [
        markup.block(
            "change",
            markup.span("field", markup.text(say(f"field-{change.field}"))) if len(changes) > 1 else "",
            markup.arrow(
                value_of(change, change.before, say), value_of(change, change.after, say), say("nothing")
            ),
        )
        for change in changes
        if change.before or change.after
    ]
    inner = "".join(rows) or markup.block("change", markup.text(say(f"operation-{kind}")))
    return f"<div>{inner}</div>"


def card_html(card: CardRef | None, ref: str | None, boards: Mapping[str, str], say: Translate) -> str:
    """The card and its board."""
    name = card.name if card else say("new-card")
    board = boards.get(ref or "", ref or "")
    where = markup.span("meta", " · " + markup.text(board)) if board else ""
    return markup.block("card", markup.text(name), where)


def quotes_html(
    evidence: Iterable[Evidence], names: Mapping[int, str], say: Translate, *, timed: bool = True
) -> str:
    """`0:42 Anna “…”`, a line an utterance."""
    lines = [
        _quote(tuple(same), names, say, timed=timed)
        for _segment, same in groupby(evidence, key=lambda item: (item.segment, item.speaker))
    ]
    shown, rest = lines[:_QUOTES], lines[_QUOTES:]
    more = markup.fold(say("dashboard-more-quotes", count=len(rest)), *rest) if rest else ""
    return f"<div>{''.join(shown)}{more}</div>" if lines else ""


def short(proposal: Proposal, say: Translate) -> str:
    """One line of plain text: the operation and its card."""
    card = proposal.card.name if proposal.card else getattr(proposal.operation, "name", say("new-card"))
    return f"{say(f'operation-{proposal.operation.kind}')} · {card}"


def _quote(same: Sequence[Evidence], names: Mapping[int, str], say: Translate, *, timed: bool) -> str:
    """All that is quoted of one utterance."""
    who = speaker(same[0].speaker, names, say)
    return markup.block(
        "quote",
        markup.span("time", clock(same[0].start)) if timed else "",
        markup.span("who", markup.text(who)) if who else "",
        " ".join(markup.text(say("quoted", text=item.quote)) for item in same),
    )


def _badges(stored: StoredProposal, say: Translate) -> list[str]:
    badges = [markup.span("kind", markup.text(say(f"operation-{stored.proposal.operation.kind}")))]
    if stored.state == "shadow":
        alone = stored.proposal.verdict.rule == "shadow"
        words = say("dashboard-shadow-auto" if alone else "dashboard-shadow-review")
        badges.append(markup.span("kind bs-shadow", markup.text(words)))
    return badges


def _why(proposal: Proposal, desk: Desk) -> str:
    words = desk.say(
        "dashboard-why",
        reason=desk.say(f"rule-{proposal.verdict.rule}"),
        confidence=desk.say("dashboard-percent", value=round(proposal.confidence * 100)),
    )
    return markup.block("why", markup.text(words))


def _returned(stored: StoredProposal, desk: Desk) -> list[str]:
    """Why a proposal that was decided before is asked again."""
    if stored.error is None:
        return []
    card = stored.proposal.card.name if stored.proposal.card else desk.say("new-card")
    told = about(stored.proposal.board, card)
    message, next_step = code_words(stored.error, desk.language, desk.say, **told)
    return [markup.note("warn", message, next_step)]


def _three_way(view: ThreeWay, say: Translate) -> str:
    """What stood in a field when its change was proposed, what stands there now, what we would write."""
    sides = (("was", view.was), ("now", view.now), ("ours", view.ours))
    lines = [
        markup.span("field", markup.text(say(f"meanwhile-{name}")))
        + markup.text(value_of(view, value, say) or say("nothing"))
        for name, value in sides
    ]
    return markup.block("meanwhile", markup.text(say(f"field-{view.field}")), markup.bullets(lines))


def _checked(proposal: Proposal, say: Translate) -> list[str]:
    """The word of the second check, where there was one."""
    if proposal.support is None:
        return []
    return [markup.block("meta", markup.text(say(f"support-{proposal.support.replace('_', '-')}")))]


def _runner_up(card: CardRef | None, say: Translate) -> list[str]:
    return [markup.block("meta", markup.text(say("runner-up", name=card.name)))] if card else []


def decided_by(desk: Desk, change: ChangeRecord) -> str:
    """Who decided on it, or that nobody had to, and when."""
    at = moment(change.at, desk.say, desk.zone)
    if change.by.kind == "gate":
        return desk.say("dashboard-by-gate", rule=desk.say(f"rule-{change.rule}"), at=at)
    where = desk.say("decided-where", channel=change.by.channel)
    return desk.say("dashboard-by-person", name=change.by.name, where=where, at=at)

"""What a column of a board means, guessed from its name and its place, in Russian and in English.

Only vocabulary and the rules of place live here. No case of any one board belongs here, and nothing that
reads or changes a board.
"""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from core_api.contracts.board import ColumnRole
from core_api.language.words import tokens

_Sense = Literal["queue", "working", "waiting", "done", "agreed"]
"""A role, or `agreed`: words such as "Accepted" that begin one board's work and end another's."""

# One phrase between commas; a word ending in * stands for every word that begins so. The longest phrase found
# in a name wins, and of two equally long ones the later: "Review backlog" is a queue, "Testing done" is done.
_VOCABULARY: dict[_Sense, str] = {
    "queue": """
        backlog, icebox, inbox, incoming, idea*, wish*, someday, later, soon, next, next up, up next, not
        now, queue*, to do, todo, to be done, not done, not started, not ready, open, new, request*,
        suggestion*, proposal*, proposed, triage, needs triage, unsorted, plan, plans, planned, planning,
        scheduled, upcoming, selected, selected for *, candidate*, prepar*, prep, prioriti*, parked,
        parking lot, deferred, postponed, pool, ready to start, ready to work, ready for dev, ready for
        development, ready for work, ready for sprint, ready to pick up, ready for design, groomed,
        refined, refinement, бэклог*, беклог*, идеи, идея, инбокс, входящ*, нов*, очеред*, на очереди, в
        очереди, сделать, надо сделать, нужно сделать, не сделано, не начато, не готово, к выполнению, к
        исполнению, к работе, в работу, взять в работу, план*, в планах, запланирован*, потом, позже,
        когда нибудь, когда-нибудь, дальше, следующ*, скоро, хотелк*, предложен*, заявк*, запрос*,
        обращени*, задачи, пул, кандидат*, отложен*, в долгий ящик, морозилк*, готовим, готовятся,
        готовится, подготов*, к подготовке, готов* к разработке, готов* к работе, готов* к старту,
        разобрать, на разбор, неразобранн*, копилк*, туду""",
    "working": """
        in progress, progress, doing, wip, work in progress, in work, working, active, ongoing, current,
        started, underway, develop*, in development, dev, coding, implement*, building, in design,
        designing, exploring, explor*, discovery, research*, investigat*, drafting, writing, editing,
        producing, in flight, now, fixing, в работе, работа, работаем, делаем, делается, делаю, в
        процессе, процесс*, выполняется, выполняем, исполняется, в разработке, разработк*, реализац*,
        разрабатыва*, пишем, рисуем, исследу*, изуча*, сейчас, текущ*, активн*, собираем, чиним, внедряем,
        на исполнении""",
    "waiting": """
        waiting, waits, wait, awaiting, waiting for *, waiting on *, pending, on hold, hold, paused,
        stalled, stuck, blocked, blocker*, blocked by *, impeded, review, reviews, reviewing, in review,
        needs review, ready for *, ready to *, needs *, qa, test, tests, testing, in test, to test, uat,
        staging, verif*, validat*, acceptance, approval*, sign off, signoff, feedback, in transit,
        transit, on the way, shipping, delivering, delivery, with client, with customer, at client, legal,
        external, deploying, releasing, to deploy, to release, moderation, ждем, ждет, ждут, жду, ждем *,
        ожида*, в ожидании, на паузе, пауза, приостановлен*, стоп, стоит, заблокирован*, блок, блокер*,
        блокирован*, застрял*, ревью, на ревью, провер*, на проверке, к проверке, тест, тесты, тестиров*,
        на тесте, на тестировании, приемк*, на приемке, согласован*, на согласовании, согласуем,
        утвержден*, на утверждении, подпис*, на подписи, на подписании, в пути, едет, едут, доставк*, в
        доставке, отгрузка, у заказчика, у клиента, у юристов, у партнер*, обратная связь, готов* к,
        готов* к *, к релизу, к выкладке, модерац*, на модерации""",
    "done": """
        done, complete, completed, finished, closed, resolved, fixed, shipped, released, deployed,
        delivered, launched, published, merged, handed off, handed over, archive, archived, cancelled,
        canceled, rejected, declined, dropped, won't do, wont do, won, lost, paid, signed, hired, sold,
        solved, passed, in production, production, live, no longer needed, duplicate*, out of scope,
        готово, готовы, готовые, готов, сделано, сделанн*, выполнено, выполненн*, завершен*, закончен*,
        закрыт*, решен*, исправлен*, выпущен*, опубликован*, выложен*, внедрен*, сдано, сданн*, передан*,
        доставлен*, отгружен*, получен*, оплачен*, подписано, подписан, продано, архив*, отменен*,
        отклонен*, отказ*, не делаем, неактуальн*, не актуально, дубл*, в проде, прод, на проде""",
    "agreed": """
        accepted, approved, ready, agreed, reviewed, tested, verified, confirmed, принято, принят*,
        одобрен*, утверждено, согласовано, проверено, подтвержден*""",
}


@cache
def _phrases() -> tuple[tuple[_Sense, tuple[str, ...]], ...]:
    found: list[tuple[_Sense, tuple[str, ...]]] = []
    for sense, listing in _VOCABULARY.items():
        found.extend((sense, tuple(phrase.split())) for phrase in listing.split(","))
    return tuple(found)


def _is(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _sense(name: str) -> _Sense | None:
    """What the words of a name say by themselves; None when no word is known."""
    words = tokens(name)
    best: tuple[int, int, int] = (0, 0, 0)
    told: _Sense | None = None
    for sense, phrase in _phrases():
        for start in range(len(words) - len(phrase) + 1):
            if all(_is(words[start + place], pattern) for place, pattern in enumerate(phrase)):
                whole = sum(not pattern.endswith("*") for pattern in phrase)
                rank = (len(phrase), start, whole)
                if rank > best:
                    best, told = rank, sense
    return told


def _by_place(place: int, senses: Sequence[_Sense | None]) -> ColumnRole:
    """The role of a column whose name does not settle it, from its neighbours."""
    before, after = senses[:place], senses[place + 1 :]
    if senses[place] == "agreed":
        return "queue" if any(sense in ("working", "waiting", None) for sense in after) else "done"
    if "done" in before:
        return "done"
    if place == 0 or "queue" in after:
        return "queue"
    return "working" if after else "done"


def guess_roles(columns: Sequence[tuple[str, float]]) -> list[ColumnRole]:
    """The role of each column, in the order given.

    The name decides where it is known. Else the place does: the first column (and any before a known queue)
    is a queue, the last one is done, what lies between is being worked on.

    Args:
        columns: name and position of each; the positions, not the order given, say which is first.
    """
    order = sorted(range(len(columns)), key=lambda index: columns[index][1])
    senses = [_sense(columns[index][0]) for index in order]
    roles: dict[int, ColumnRole] = {}
    for place, index in enumerate(order):
        sense = senses[place]
        roles[index] = _by_place(place, senses) if sense is None or sense == "agreed" else sense
    return [roles[index] for index in range(len(columns))]

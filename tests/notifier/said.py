"""Letters as the core writes them, for tests and for looking: the sample of a long week, in both languages."""

from datetime import UTC, datetime, timedelta, timezone

from core_api.contracts.messages import (
    Address,
    Button,
    ButtonRow,
    ChannelCapabilities,
    Digest,
    DigestLine,
    Item,
    Letter,
    Notice,
    Outcome,
    Question,
    Quote,
    Step,
    View,
)
from core_api.contracts.model import Language
from core_api.contracts.proposal import FieldChange, ThreeWay

TELEGRAM = ChannelCapabilities(
    approves=True, buttons=True, edits=True, deletes=True, ack_seconds=10, markup="html", voice=True
)
"""What Telegram can do, as far as words go."""
MATRIX = ChannelCapabilities(approves=True, reactions=True, edits=True, markup="html", text_limit=30000)
MAX = ChannelCapabilities(approves=True, buttons=True, text_limit=4000, buttons_per_row=7, markup="markdown")
VK = ChannelCapabilities(approves=True, buttons=True, max_buttons=10, buttons_per_row=5, text_limit=4096)
MAIL = ChannelCapabilities(approves=False, text_limit=20000)

MOSCOW = timezone(timedelta(hours=3))
AT = datetime(2026, 3, 12, 10, 0, tzinfo=MOSCOW)

TEXTS: dict[Language, dict[str, str]] = {
    "ru": {
        "meeting": "Платформа",
        "board": "Платежи",
        "card": "Возврат платежей",
        "column": "В работе",
        "anna": "Аня К.",
        "comment": "Ждём сертификат банка",
        "quote": "доделаю возвраты к следующей пятнице, банк ещё не выдал сертификат",
        "other": "Частичные возвраты",
        "next": "На проверке",
        "cert": "Обновить сертификат банка",
        "ivan": "Иван Петров",
    },
    "en": {
        "meeting": "Platform",
        "board": "Payments",
        "card": "Refunds",
        "column": "In progress",
        "anna": "Anna K.",
        "comment": "Waiting for the bank's certificate",
        "quote": "I'll finish the refunds by next Friday, the bank hasn't issued the certificate yet",
        "other": "Partial refunds",
        "next": "In review",
        "cert": "Renew the bank's certificate",
        "ivan": "Ivan Petrov",
    },
}

ROWS = (
    ("approve", "edit", "other_card"),
    ("listen", "note", "reject"),
)


def rows(*lines: tuple[str, ...]) -> tuple[ButtonRow, ...]:
    """Rows of buttons by code, each with a ticket."""
    number = iter(range(1000))
    return tuple(
        ButtonRow(buttons=tuple(Button(code=code, data=f"k3J9x0QzAbC2.{next(number)}") for code in line))
        for line in lines
    )


def letter(view: View, language: Language, buttons: tuple[ButtonRow, ...] = ()) -> Letter:
    """A letter to somebody in Moscow."""
    return Letter(
        key="letter-1",
        to=Address(channel="telegram", user="1"),
        language=language,
        zone="Europe/Moscow",
        view=view,
        rows=buttons,
    )


def question(language: Language, **other: object) -> Question:
    """The sample question: a new due date for a card, with a comment."""
    words = TEXTS[language]
    plain = Question(
        number=2,
        total=5,
        meeting_title=words["meeting"],
        meeting_at=AT,
        board=words["board"],
        operation="due",
        card=words["card"],
        card_number=142,
        card_url="https://board.example/c/142?view=full&tab=1",
        column=words["column"],
        changes=(FieldChange(field="due", before="2026-03-14", after="2026-03-21"),),
        claim=words["quote"],
        quotes=(Quote(text=words["quote"], speaker=words["anna"], start=1661, end=1685),),
        confidence=0.91,
        runner_up=words["other"],
        rule="kind-asks",
    )
    return plain.model_copy(update=other)


def came_back(language: Language) -> Question:
    """The sample question after somebody changed the due date on the board."""
    return question(
        language,
        meanwhile=(ThreeWay(field="due", was="2026-03-14", now="2026-03-16", ours="2026-03-21"),),
        came_back="card-changed",
        vetoes=("hedged",),
    )


def new_card(language: Language) -> Question:
    """A card that is to be made: several fields, no card yet."""
    words = TEXTS[language]
    return question(
        language,
        operation="create",
        card=None,
        card_number=None,
        card_url="",
        runner_up=None,
        changes=(
            FieldChange(field="card", before=None, after=words["cert"]),
            FieldChange(field="column", before=None, after=words["column"]),
            FieldChange(field="members", before=None, after=words["anna"]),
            FieldChange(field="due", before=None, after="2026-03-21"),
        ),
    )


def decided(language: Language, code: str = "applied", **other: object) -> Question:
    """The sample question with what became of it."""
    outcome = Outcome.model_validate(
        {"code": code, "by": TEXTS[language]["ivan"], "at": datetime(2026, 3, 12, 8, 5, tzinfo=UTC), **other}
    )
    return question(language, outcome=outcome)


def asked(language: Language, code: str, **other: object) -> Question:
    """The sample question with what is asked now."""
    return question(language, step=Step.model_validate({"code": code, **other}))


def digest(language: Language, **other: object) -> Digest:
    """The sample meeting: two changes made, three questions, one of them decided."""
    words = TEXTS[language]
    due = (FieldChange(field="due", before="2026-03-14", after="2026-03-21"),)
    moved = (FieldChange(field="column", before=words["column"], after=words["next"]),)
    said = (FieldChange(field="comments", before=None, after=words["comment"]),)
    plain = Digest(
        meeting_title=words["meeting"],
        meeting_at=AT,
        board=words["board"],
        overview=f"{words['comment']}.",
        done=(
            DigestLine(operation="move", card=words["other"], changes=moved),
            DigestLine(operation="comment", card=words["card"], changes=said),
        ),
        asks=(
            DigestLine(operation="due", card=words["card"], changes=due),
            DigestLine(
                operation="create", changes=(FieldChange(field="card", before=None, after=words["cert"]),)
            ),
            DigestLine(
                operation="move",
                card=words["other"],
                changes=moved,
                outcome=Outcome(code="applied", by=words["ivan"]),
            ),
        ),
        others=2,
    )
    return plain.model_copy(update=other)


def answer(language: Language) -> Notice:
    """An answer from past meetings."""
    words = TEXTS[language]
    quote = Quote(text=words["quote"], speaker=words["anna"], start=1661, end=1685)
    item = Item(text=words["meeting"], code="citation", params={"at": AT.isoformat()}, quote=quote)
    return Notice(code="answer", params={"answer": f"{words['comment']}."}, items=(item, item))

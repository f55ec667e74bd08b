"""A meeting full of attacks: its board in the shape of Trello's export, its talk, and what may be changed by it.

Each attack has a card of its own, whose owner speaks: the strongest voice that an attacker can borrow.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from core_api.contracts.meeting import Segment, Speaker, Transcript
from core_api.contracts.model import Language
from tests.hostile.attacks import Attack, Wish

STARTED = datetime(2026, 3, 2, 10, 0, tzinfo=timezone(timedelta(hours=3)))
_PEOPLE: dict[Language, tuple[str, ...]] = {
    "ru": ("Мария Орлова", "Глеб Сомов", "Вера Ким"),
    "en": ("Maria Hart", "Omar Reed", "Vera Stone"),
}
_COLUMNS: dict[Language, tuple[str, ...]] = {
    "ru": ("Очередь", "В работе", "Проверка", "Готово"),
    "en": ("Backlog", "Doing", "Review", "Done"),
}
_TITLES: dict[Language, str] = {
    "ru": "Замена насоса в котельной;Вывеска на фасаде;Страница корзины;Опрос жильцов;Договор с типографией;"
    "Отчёт по теплосчётчикам;Парковка для велосипедов;Ремонт крыльца;Каталог семян;Обучение кассиров;"
    "Поверка манометров;Лендинг фестиваля;Закупка кабеля;Кофе для офиса;Аренда погрузчика;Фото меню;"
    "Шрифты для афиши;Подписка на журнал;Мойка окон;"
    "Резервный генератор;Пропуска подрядчиков;Рассылка покупателям;Витрина игрушек;Чистка вентиляции;Доставка пианино;"
    "Кровля гаража;Озеленение двора;Перевод буклета;Лампы в холле;"
    "Инвентаризация стеллажей;Замок калитки;Тираж открыток;"
    "Страховка фургона;Почтовые ящики;Разметка стоянки;Уроки йоги",
    "en": "Boiler pump replacement;Facade sign;Cart page;Tenant survey;Printing contract;Heat meter report;"
    "Bicycle parking;Porch repair;Seed catalogue;Cashier training;Gauge calibration;Festival landing;"
    "Cable purchase;Office coffee;Forklift rental;Menu photos;Poster fonts;Magazine subscription;"
    "Window cleaning;Spare generator;Contractor passes;Buyer newsletter;Toy display;Vent cleaning;Piano delivery;"
    "Garage roof;Yard planting;Booklet translation;Lobby lamps;Shelf inventory;Gate lock;Postcard print run;"
    "Van insurance;Letter boxes;Lot marking;Yoga lessons",
}
_FRAME: dict[Language, str] = {
    "ru": "По карточке {number} «{card}» новостей нет, работаю дальше.",
    "en": 'Nothing new on card {number} "{card}", I keep working on it.',
}
_ITEM: dict[Language, str] = {"ru": "Сделать замер", "en": "Do the measuring"}
_LABEL: dict[Language, str] = {"ru": "Срочно", "en": "Urgent"}
_QUIET: dict[Language, str] = {"ru": "Так, идём дальше.", "en": "Right, moving on."}


@dataclass(frozen=True)
class Aim:
    """An attack on its card."""

    attack: Attack
    number: int
    card: str
    owner: str
    other: str
    frame: int
    """The segment in which the owner names the card and asks for nothing."""
    lines: tuple[int, ...]
    """The segments of the attack."""
    asked: int = 0
    """The number of the card that a participant asks something of; 0: of none."""
    asking: int = -1
    """The segment of that."""


@dataclass
class Stage:
    """One meeting and its board."""

    language: Language
    title: str
    board: dict[str, object]
    transcript: Transcript
    aims: tuple[Aim, ...]
    texts: dict[int, str] = field(default_factory=dict)
    """The words of each segment."""

    def write(self, folder: Path) -> Path:
        """The board as a file."""
        path = folder / "board.json"
        path.write_text(json.dumps(self.board, ensure_ascii=False), encoding="utf-8")
        return path

    def wanted(self) -> set[tuple[int, str, str]]:
        """What participants asked for: the card's number, the operation, its value."""
        return {
            (aim.asked, aim.attack.asked.operation, aim.attack.asked.value)
            for aim in self.aims
            if aim.attack.asked
        }


def hexed(kind: int, number: int) -> str:
    """An id as Trello's."""
    return f"{kind:04x}{number:020x}"


def set_up(attacks: Sequence[Attack], *, first: int = 140) -> Stage:
    """The meeting of these attacks; all of one language."""
    language = attacks[0].language
    return _Setting(language, first).play(attacks)


def remembered(attacks: Sequence[Attack]) -> Transcript:
    """A past meeting that holds the honest words about each question, and the attacks beside them; of one language."""
    people = _PEOPLE[attacks[0].language]
    lines = [
        (people[place % len(people)], words)
        for place, one in enumerate(attacks)
        for words in (one.honest, one.hides_in.text if one.hides_in else "")
    ]
    return Transcript(
        language=attacks[0].language,
        speakers=tuple(Speaker(number=at, name=who) for at, who in enumerate(people, 1)),
        segments=tuple(
            Segment(index=at, start=at * 5.0, end=at * 5.0 + 5, speaker=people.index(who) + 1, text=words)
            for at, (who, words) in enumerate(lines)
        ),
    )


class _Setting:
    def __init__(self, language: Language, first: int) -> None:
        self.language = language
        self.people = _PEOPLE[language]
        self.titles = _TITLES[language].split(";")
        self.next = first
        self.cards: list[dict[str, object]] = []
        self.lists: list[dict[str, object]] = []
        self.labels = [{"id": hexed(4, 1), "name": _LABEL[language], "color": "red"}]
        self.actions: list[dict[str, object]] = []
        self.said: list[tuple[str, str]] = []
        self.title = {"ru": "Планёрка", "en": "Standup"}[language]

    def play(self, attacks: Sequence[Attack]) -> Stage:
        aims = [self._aim(attack) for attack in attacks]
        voices = list(dict.fromkeys(who for who, _words in self.said))
        segments = tuple(
            Segment(index=at, start=at * 5.0, end=at * 5.0 + 5, speaker=voices.index(who) + 1, text=words)
            for at, (who, words) in enumerate(self.said)
        )
        transcript = Transcript(
            language=self.language,
            speakers=tuple(Speaker(number=at, name=who) for at, who in enumerate(voices, 1)),
            segments=segments,
        )
        texts = {at: words for at, (_who, words) in enumerate(self.said)}
        return Stage(self.language, self.title, self._board(), transcript, tuple(aims), texts)

    def _aim(self, attack: Attack) -> Aim:
        place = len(self.cards)
        owner = self.people[place % len(self.people)]
        other = self.people[(place + 1) % len(self.people)]
        number, card = self._card(place)
        asked = self._card(len(self.cards))[0] if attack.asked else 0
        words = {"number": number, "card": card, "owner": owner, "other": other.split()[0], "asked": asked}
        frame = self._say(owner, _FRAME[self.language].format_map(words))
        self._hide(attack, place, words)
        voice = attack.hides_in.text if attack.hides_in and attack.hides_in.place == "voice" else owner
        lines = [
            self._say(voice if not at % 2 else other, one.format_map(words))
            for at, one in enumerate(attack.talk)
        ]
        for step in (2, 0, 1):
            self._say(self.people[(place + step) % len(self.people)], _QUIET[self.language])
        asking = self._ask(attack.asked, asked, words) if attack.asked else -1
        return Aim(attack, number, card, owner, other, frame, tuple(lines), asked, asking)

    def _ask(self, wish: Wish, number: int, words: dict[str, object]) -> int:
        index = next(at for at, card in enumerate(self.cards) if card["idShort"] == number)
        return self._say(self.people[index % len(self.people)], wish.words.format_map(words))

    def _say(self, who: str, words: str) -> int:
        self.said.append((who, words))
        return len(self.said) - 1

    def _card(self, place: int) -> tuple[int, str]:
        number, name = self.next, self.titles[place % len(self.titles)]
        self.next += 1
        self.cards.append(
            {
                "id": hexed(2, number), "idShort": number, "shortLink": f"c{number}", "name": name, "desc": "",
                "idList": hexed(1, 2), "closed": False, "due": None, "dueComplete": False, "labels": [],
                "idMembers": [hexed(3, place % len(self.people))], "idChecklists": [hexed(5, number)],
                "items": [_ITEM[self.language]], "url": "", "dateLastActivity": "2026-02-27T09:00:00.000Z",
            }
        )  # fmt: skip
        return number, name

    def _hide(self, attack: Attack, place: int, words: dict[str, object]) -> None:
        if attack.hides_in is None:
            return
        text, card = attack.hides_in.text.format_map(words), self.cards[place]
        if attack.hides_in.place == "title":
            at = len(self.cards)
            self._card(at)
            self.cards[at]["name"] = text
        elif attack.hides_in.place == "description":
            card["desc"] = text
        elif attack.hides_in.place == "checklist":
            card["items"] = [_ITEM[self.language], text]
        elif attack.hides_in.place == "comment":
            self.actions.append(
                {
                    "id": hexed(6, place), "type": "commentCard", "date": "2026-02-27T09:00:00.000Z",
                    "data": {"text": text, "card": {"id": card["id"]}, "board": {"id": hexed(0, 1)}},
                    "memberCreator": {"id": hexed(3, 0), "fullName": self.people[0]},
                }
            )  # fmt: skip
        elif attack.hides_in.place == "label":
            self.labels.append({"id": hexed(4, 100 + place), "name": text, "color": "black"})
        elif attack.hides_in.place == "meeting-title":
            self.title = text

    def _board(self) -> dict[str, object]:
        checklists = [
            {
                "id": hexed(5, int(str(card["idShort"]))), "idCard": card["id"], "name": "List",
                "checkItems": [
                    {"id": hexed(7, int(str(card["idShort"])) * 10 + at), "name": name, "state": "incomplete"}
                    for at, name in enumerate(card["items"])  # type: ignore[arg-type, var-annotated]
                ],
            }
            for card in self.cards
        ]  # fmt: skip
        return {
            "id": hexed(0, 1), "name": "Board", "url": "",
            "lists": [
                {"id": hexed(1, at), "name": name, "closed": False, "pos": at}
                for at, name in enumerate(_COLUMNS[self.language], 1)
            ],
            "cards": [{key: value for key, value in card.items() if key != "items"} for card in self.cards],
            "members": [
                {"id": hexed(3, at), "fullName": name, "username": f"user{at}"}
                for at, name in enumerate(self.people)
            ],
            "labels": self.labels, "checklists": checklists, "actions": self.actions,
        }  # fmt: skip

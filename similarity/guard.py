"""Whether an embedder knows a language, found out on ten pairs a language before it may touch a ranking.

An embedder that does not know the language would halve the ranking it is mixed into. The pairs share hardly a word,
so that only meaning finds the way.
"""

from collections.abc import Mapping

import numpy as np

from core_api.contracts.model import Language
from core_api.contracts.ports import Embedder

_LEAST_RIGHT = 9

PAIRS: Mapping[Language, tuple[tuple[str, str], ...]] = {
    "ru": (
        ("покупатели не могут оплатить заказ картой", "Ошибка при проведении платежей"),
        ("сайт очень медленно открывается", "Ускорить загрузку страниц"),
        ("новенький выходит в понедельник, надо его встретить", "Адаптация сотрудников"),
        ("письма попадают в спам", "Почтовая рассылка не доходит до адресатов"),
        ("сервер упал ночью, и никто не узнал", "Оповещения об отказах оборудования"),
        ("юристы вернули бумаги с правками", "Согласование договора с подрядчиком"),
        ("ноутбук сломался, нужна замена", "Закупка компьютерной техники"),
        ("люди забывают свои пароли", "Восстановление доступа к учётной записи"),
        ("кондиционер течёт, в офисе жарко", "Ремонт системы охлаждения помещений"),
        ("надо понять, сколько мы заработали за квартал", "Финансовый отчёт о выручке"),
    ),
    "en": (
        ("customers cannot pay with their cards", "Checkout fails during payment"),
        ("the site takes ages to open", "Speed up page loading"),
        ("the new guy starts on Monday and needs a desk", "Employee onboarding"),
        ("our mail ends up in spam", "Newsletter is not delivered to recipients"),
        ("the box died at night and nobody noticed", "Alerting on server outages"),
        ("legal sent the paper back with remarks", "Contract approval with the supplier"),
        ("my laptop broke, I want another one", "Purchase of computer hardware"),
        ("people forget how to log in", "Password recovery"),
        ("it is hot in the office, water drips from the ceiling unit", "Repair of air conditioning"),
        ("we should know what we earned this quarter", "Financial report on revenue"),
    ),
}
"""What somebody says, and the card it is about."""


def knows(embedder: Embedder, language: Language) -> bool:
    """True when at least nine of the ten sayings are nearest to their own card."""
    said = np.asarray(embedder.embed(tuple(said for said, _ in PAIRS[language]), query=True))
    meant = np.asarray(embedder.embed(tuple(card for _, card in PAIRS[language]), query=False))
    nearest = (said @ meant.T).argmax(axis=1)
    return int((nearest == np.arange(len(said))).sum()) >= _LEAST_RIGHT

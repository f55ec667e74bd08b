"""How common a stem is in meetings at large: a small board cannot tell that "discuss" says nothing.

The table beside this file is written by `similarity.training`; the Russian words here were written by hand.
"""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import log

from core_api.language.words import STOP_WORDS, fold, stem, stems

_TABLE = "background.json"
_RARE = 1.0
_RUSSIAN_SHARE = 0.03
_RUSSIAN = """
    сделать делать сделали готово готов закончить начать начали посмотреть смотреть проверить проверили думать думаю
    сказать говорить говорили обсудить обсуждали решить решили решение вопрос проблема задача карточка нужно надо будет
    будем можно может могу хотеть хочу знать знаю понять понятно работать работа время день неделя неделе месяц год
    сегодня завтра вчера сейчас потом позже раньше понедельник вторник среда четверг пятница суббота воскресенье
    утро вечер человек люди ребята коллеги команда привет спасибо пожалуйста хорошо плохо ладно давай давайте первый
    второй третий один два три четыре пять десять новый старый большой маленький другой весь каждый такой какой
    почему потому пока снова опять вообще наверное возможно конечно точно правда просто например короче значит
    получиться получилось остаться осталось прийти пришел идти пойти написать писать ответить ответили ждать ждем
    взять возьму поставить добавить убрать поменять исправить починить поправить обновить запустить выкатить сдать
    отправить показать найти нашел видеть увидеть дать даст стать быть хватить получать получить должен нормально
    итак следующий прошлый последний дальше вперед назад дело штука вещь часть момент раз
"""


@cache
def _shares() -> dict[str, float]:
    raw = json.loads((files("core_api.language") / _TABLE).read_text(encoding="utf-8"))
    shares = {str(name): float(times) / raw["texts"] for name, times in raw["counts"].items()}
    common = {name for word in _RUSSIAN.split() for name in stems(word)}
    return dict.fromkeys(common, _RUSSIAN_SHARE) | shares | {"": 1.0 / raw["texts"]}


@cache
def weight(name: str) -> float:
    """How much a stem tells, from 0 (said everywhere) to 1 (hardly ever said)."""
    shares = _shares()
    rare = shares[""]
    return min(_RARE, log(1 / max(shares.get(name, rare), rare)) / log(1 / rare) + 0.02)


def token_weight(token: str) -> float:
    """The weight of a folded token's stem; 0 for a stop word."""
    return 0.0 if token in STOP_WORDS else weight(stem(token))


def table(texts: Iterable[str], *, least: int = 4) -> dict[str, object]:
    """What `background.json` holds: in how many of the texts each stem occurs, the rare ones left out."""
    counts: dict[str, int] = {}
    total = 0
    for text in texts:
        total += 1
        for name in set(stems(fold(text))):
            counts[name] = counts.get(name, 0) + 1
    kept = {name: times for name, times in sorted(counts.items()) if times >= least and not name.isdigit()}
    return {"texts": total, "counts": kept}

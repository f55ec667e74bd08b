"""How fast the facts of a one-hour meeting are matched with a large board, and how much memory that takes.

Run it by hand: `python -m tests.benchmarks.bench_matching [--queries 400] [--cards 500]`; 200 queries and 5000 cards
are the largest board that is promised. Not a test: it asserts nothing. The naive loop scores one pair after the other
with the same stems, so that the ratio says something on any machine.
"""

import argparse
import math
import random
import time
import tracemalloc
from collections import Counter
from pathlib import Path

from core_api.contracts.matching import CardText, Query
from core_api.language.words import stems
from similarity.service import build

WORDS = (
    "invoice export partner billing backup nightly login page redesign mobile dark mode rate limiter public gateway"
    " release plan migration customer report audit supplier contract database queue alert onboarding wiki search"
    " hints typo catalogue filter payment token refund warehouse stock order delivery"
    " выгрузка остатков заказов интеграция оплата картой ошибка склад договор провайдер каталог поиск подсказки"
    " корзина авторизация миграция мониторинг очередь рассылка отписка отчёт выручка кабинет история доставка"
).split()
TALK = (
    "we looked at it yesterday and it should be ready by the end of the week"
    " вчера посмотрели на неделе сделаем"
).split()
PAIRS_OF_THE_NAIVE_LOOP = 20_000


def cards(count: int, dice: random.Random) -> tuple[CardText, ...]:
    """A board of cards with titles of three to seven words and a short description."""
    return tuple(
        CardText(
            id=str(number),
            number=number,
            name=" ".join(dice.choices(WORDS, k=dice.randint(3, 7))) + f" {number}",
            description=" ".join(dice.choices(WORDS + TALK, k=40)),
        )
        for number in range(1, count + 1)
    )


def queries(count: int, dice: random.Random) -> tuple[Query, ...]:
    """Facts of one sentence each, half of them with a mention."""
    return tuple(
        Query(
            id=str(number),
            text=" ".join(dice.choices(TALK, k=14) + dice.choices(WORDS, k=5)),
            mention=" ".join(dice.choices(WORDS, k=3)) if number % 2 else "",
            context=" ".join(dice.choices(WORDS + TALK, k=30)),
        )
        for number in range(count)
    )


def naive(asked: tuple[Query, ...], held: tuple[CardText, ...]) -> float:
    """Seconds a pair of a plain loop over word counts: one scorer of the eleven."""
    pairs = [(query, card) for query in asked for card in held][:PAIRS_OF_THE_NAIVE_LOOP]
    started = time.perf_counter()
    for query, card in pairs:
        said, told = Counter(stems(query.text)), Counter(stems(f"{card.name} {card.description}"))
        sum(math.log1p(times) * told[stem] for stem, times in said.items())
    return (time.perf_counter() - started) / max(len(pairs), 1)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--cards", type=int, default=500)
    asked = parser.parse_args()
    dice = random.Random(1)
    board, facts = cards(asked.cards, dice), queries(asked.queries, dice)
    matcher = build(None, Path("no-models"))
    started = time.perf_counter()
    matcher.rank(facts, board)
    cold = time.perf_counter() - started
    started, busy = time.perf_counter(), time.process_time()
    matcher.rank(facts, board)
    warm, busy = time.perf_counter() - started, time.process_time() - busy
    tracemalloc.start()
    matcher.rank(facts, board)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    loop = naive(facts, board) * len(facts) * len(board)
    took = f"first {cold:.2f} s, again {warm:.2f} s ({busy:.2f} s of a processor)"
    print(f"{len(facts)} facts x {len(board)} cards: {took}, peak {peak / 2**20:.0f} MiB")
    print(f"naive loop, one scorer: {loop:.1f} s, {loop / warm:.0f} times as long")


if __name__ == "__main__":
    main()

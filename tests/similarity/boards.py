"""Two small boards, and short ways to ask about them."""

from pathlib import Path

from core_api.contracts.matching import CardText, Match, Query
from core_api.contracts.ports import Matcher
from similarity.service import build

RUSSIAN = (
    CardText(id="pay", number=3, name="Ошибка 500 при оплате картой"),
    CardText(id="keycloak", number=7, name="Настроить Keycloak для партнёров"),
    CardText(id="redis", number=12, name="Обновить Redis до 7.2"),
    CardText(id="stock", number=14, name="Интеграция с 1С: выгрузка остатков"),
    CardText(id="orders", number=15, name="Интеграция с 1С: загрузка заказов"),
    CardText(id="sms", number=21, name="Договор с новым провайдером SMS"),
    CardText(id="wiki", number=30, name="Онбординг новых разработчиков: обновить вики"),
    CardText(id="office", number=131, name="Переезд склада на улицу Ленина"),
)
ENGLISH = (
    CardText(id="limit", number=4, name="Rate limiter for the public API"),
    CardText(id="plan", number=5, name="Release plan"),
    CardText(id="plan16", number=6, name="Release plan v16"),
    CardText(id="login", number=12, name="Login page redesign"),
    CardText(id="backup", number=14, name="Nightly backups of the billing database"),
    CardText(id="dark", number=25, name="Dark mode for the mobile app"),
    CardText(id="review", number=40, name="Code review"),
)


def lexical() -> Matcher:
    """The matcher as it is without an embedding model."""
    return build(None, Path("no-models"))


def ask(cards: tuple[CardText, ...], text: str, mention: str = "") -> Match:
    """The match of one fact."""
    return lexical().rank((Query(id="q", text=text, mention=mention),), cards).matches[0]


def best(cards: tuple[CardText, ...], text: str, mention: str = "") -> str | None:
    """The id of the first card, or None."""
    found = ask(cards, text, mention).best
    return found.card_id if found else None

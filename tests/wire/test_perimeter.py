"""A key travels without encryption on this machine and in private networks only."""

import pytest

from core_api.contracts.accounts import Accounts, KanboardAccount
from core_api.contracts.problems import Refused, Transient
from core_api.locales import text
from core_api.usecases.connect import api_address
from core_api.wire.perimeter import refuse_in_the_clear
from kanban_connectors.local.shelf import MemoryShelf
from kanban_connectors.service import Boards

KNOWN = {
    "board.lan": ("192.168.1.7",),
    "both.example": ("10.0.0.1", "93.184.216.34"),
    "far.example": ("93.184.216.34",),
}


def lookup(host: str) -> tuple[str, ...]:
    return KNOWN.get(host, ())


@pytest.mark.parametrize(
    "url",
    [
        "https://93.184.216.34/jsonrpc.php",
        "https://nowhere.example",
        "http://localhost:8080",
        "http://kanboard.localhost",
        "http://127.0.0.1:80/x",
        "http://[::1]",
        "http://10.1.2.3",
        "http://[::ffff:10.0.0.1]",
        "http://[fd00::1]",
        "http://board.lan/jsonrpc.php",
    ],
)
def test_nothing_stands_in_the_way_of_an_encrypted_or_near_address(url: str) -> None:
    refuse_in_the_clear(url, lookup)


@pytest.mark.parametrize(
    "url",
    [
        "http://93.184.216.34/jsonrpc.php",
        "http://[::ffff:8.8.8.8]",
        "http://0.0.0.0",
        "http://far.example",
        "http://both.example",
        "HTTP://far.example",
    ],
)
def test_a_key_is_not_sent_over_the_internet_in_the_open(url: str) -> None:
    with pytest.raises(Refused, match="address-in-the-clear") as caught:
        refuse_in_the_clear(url, lookup)
    for language in ("ru", "en"):
        assert str(caught.value.params["host"]) in text(
            "problem-address-in-the-clear", language, caught.value.params
        )


def test_a_name_that_leads_nowhere_now_may_lead_somewhere_later() -> None:
    with pytest.raises(Transient, match="address-unknown"):
        refuse_in_the_clear("http://nowhere.example", lookup)


def test_neither_a_typed_address_nor_one_from_the_settings_gets_past_it() -> None:
    with pytest.raises(Refused, match="address-in-the-clear"):
        api_address("kanboard", "http://93.184.216.34")
    account = KanboardAccount.model_validate({"url": "http://93.184.216.34/jsonrpc.php", "token": "t"})
    with pytest.raises(Refused, match="address-in-the-clear"):
        Boards(MemoryShelf(), Accounts(kanboard=account)).vendor("kanboard")

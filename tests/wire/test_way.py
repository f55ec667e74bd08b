"""Every outbound connector goes through its proxy where one is set, and the environment's captures nothing near."""

import gc
import logging
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from pydantic import SecretStr, ValidationError
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from core_api.contracts.accounts import KaitenAccount, KanboardAccount, TrelloAccount
from core_api.contracts.problems import Problem, Unavailable
from core_api.wire.way import is_near, way_to
from kanban_connectors.access import through_proxy
from kanban_connectors.environment import Environment
from kanban_connectors.service import alone
from llm_service.probe import probe
from llm_service.transport import Means, Patience
from tests.doubles.faults import served
from tests.doubles.proxies import running

SCHEMES = ("http", "socks5", "socks5h")
WORD = "word-of-the-proxy"
TOKEN = SecretStr("a-token-of-tests")


@pytest.fixture(autouse=True)
def one_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kanban_connectors.http._TRIES", 1)


@pytest.fixture
def site() -> Iterator[str]:
    """An API that answers everybody with nothing useful."""

    async def empty(scope: Scope, receive: Receive, send: Send) -> None:
        await JSONResponse({})(scope, receive, send)

    with served(empty) as url:
        yield url


def _board(url: str, kind: str, proxy: SecretStr | None) -> None:
    account = {
        "trello": lambda: TrelloAccount(url=url, key=TOKEN, token=TOKEN, proxy=proxy),
        "kaiten": lambda: KaitenAccount(url=url, token=TOKEN, proxy=proxy),
        "kanboard": lambda: KanboardAccount(url=f"{url}/jsonrpc.php", token=TOKEN, proxy=proxy),
    }[kind]()
    boards = alone(account)
    try:
        boards.vendor(account.kind).identify()
    finally:
        boards.close()


def _model(url: str, proxy: SecretStr | None) -> None:
    patience = Patience(base=30, attempts=1)
    found = probe(url, TOKEN, "model", patience=patience, means=Means(proxy=proxy))
    if found.problem == "llm-unreachable":
        raise Unavailable(found.problem)


class Connector(NamedTuple):
    """One that leaves this installation."""

    name: str
    ask: Callable[[str, SecretStr | None], None]


CONNECTORS = [
    Connector("trello", lambda url, proxy: _board(url, "trello", proxy)),
    Connector("kaiten", lambda url, proxy: _board(url, "kaiten", proxy)),
    Connector("kanboard", lambda url, proxy: _board(url, "kanboard", proxy)),
    Connector("llm", _model),
]


@pytest.fixture(params=CONNECTORS, ids=lambda one: one.name)
def connector(request: pytest.FixtureRequest) -> Connector:
    made: Connector = request.param
    return made


def _ask(connector: Connector, url: str, proxy: SecretStr | None) -> Problem | None:
    try:
        connector.ask(url, proxy)
    except Problem as problem:
        return problem
    return None


@pytest.fixture
def swept() -> Iterator[None]:
    """httpx leaves a connection to a SOCKS proxy that fails to Python's sweeping, which is not to fall on others."""
    yield
    gc.collect()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_goes_through_the_proxy_that_is_set(connector: Connector, site: str, scheme: str) -> None:
    with running("bot", WORD) as proxy:
        said = _ask(connector, site, SecretStr(proxy.url(scheme)))
    assert not isinstance(said, Unavailable)
    assert set(proxy.went) == {site.removeprefix("http://")}


def test_the_environments_proxy_captures_nothing_on_this_machine(
    connector: Connector, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running() as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url())
        said = _ask(connector, site, None)
    assert not isinstance(said, Unavailable)
    assert proxy.went == []


def test_the_environments_proxy_serves_what_is_far(
    connector: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(refuses=True) as proxy:
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy.url())
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        _ask(connector, "https://far.example", None)
    assert proxy.turned_away


@pytest.mark.usefixtures("swept")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_proxy_that_wants_another_password_is_told_plainly_and_without_it(
    connector: Connector,
    site: str,
    scheme: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with running("bot", "another") as proxy:
        address = SecretStr(proxy.url(scheme).replace("another", WORD))
        said = _ask(connector, "https://far.example", address)
        nearer = _ask(connector, site, address)
    for problem in (said, nearer):
        assert isinstance(problem, Unavailable)
        assert WORD not in f"{problem!r} {problem.params}"
    assert proxy.went == []
    assert WORD not in caplog.text


@pytest.mark.usefixtures("swept")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_proxy_that_speaks_another_language_is_unreachable(connector: Connector, site: str) -> None:
    said = _ask(connector, "https://far.example", SecretStr(site.replace("http", "socks5")))
    assert isinstance(said, Unavailable)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000", "http://[::1]/v1", "http://10.0.0.7", "http://kanboard:80/jsonrpc.php",
     "http://localhost", "http://a.localhost"],
)  # fmt: skip
def test_what_is_near_says_so_itself(url: str) -> None:
    assert is_near(url)
    assert way_to(url)["trust_env"] is False


@pytest.mark.parametrize(
    "url", ["https://api.trello.com/1", "http://8.8.8.8", "http://[::1", "https://8.8.8.8.nip.example"]
)
def test_the_rest_is_far(url: str) -> None:
    assert not is_near(url)


@pytest.mark.parametrize(
    "text",
    [
        "proxy.example:3128",
        "ftp://proxy.example",
        "http://",
        "http://proxy.example/way?x=hidden-word",
        "http://[::1",
    ],
)
def test_what_is_no_proxy_is_refused_and_not_quoted(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOARDSCRIBE_TRELLO_PROXY", text)
    with pytest.raises(ValidationError) as caught:
        Environment(_env_file=None)
    assert "hidden-word" not in str(caught.value)


def test_a_password_in_a_proxys_address_is_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOARDSCRIBE_KAITEN_PROXY", "socks5://bot:a%20word@proxy.example")
    environment = Environment(_env_file=None)
    assert {"a%20word", "a word", "socks5://bot:a%20word@proxy.example"} <= set(environment.secrets())
    assert "a%20word" not in repr(environment)


def test_a_proxy_serves_an_account_whatever_it_was_connected_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOARDSCRIBE_KAITEN_PROXY", "socks5://proxy.example")
    account = KaitenAccount(url="https://company.kaiten.ru/api/latest", token=TOKEN)
    reached = through_proxy(account, Environment(_env_file=None))
    assert reached.proxy is not None
    assert reached.proxy.get_secret_value() == "socks5://proxy.example"

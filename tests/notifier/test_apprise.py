"""Notices by e-mail and through apprise's services: what arrives, and what is said when it does not."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from core_api.contracts.messages import Address, MessageRef
from core_api.contracts.messengers import Messengers, NoticeAccounts
from core_api.contracts.problems import (
    Forbidden,
    Invalid,
    Malformed,
    OutcomeUnknown,
    Problem,
    RateLimited,
    TooLarge,
    Transient,
    Unauthorized,
)
from core_api.observe.logs import quieten
from notifier.access import build
from notifier.apprise import AppriseChannel, mail, problem_of, services
from notifier.channel import Page
from tests.doubles.faults import Faults, served
from tests.doubles.mailbox import WORD, Mailbox, mailbox, part
from tests.notifier.stories import Remembered

PAGE = Page(
    key="k1",
    text="📋 <b>Планирование недели</b>\n<blockquote>«К пятнице»\n— Вера</blockquote>\n"
    '<a href="https://board.example/7?a=1&amp;b=2">Открыть {{card}} &amp; доску</a>',
    plain="📋 Планирование недели\n> «К пятнице»\n> — Вера\nОткрыть {{card}} & доску",
)
ANNA = Address(channel="mail", user="anna@example.org")
TEAM = Address(channel="apprise", user="team")
PATH_WORD = "secret-of-the-path-of-tests"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as made:
        yield made


@pytest.fixture
def site() -> Iterator[tuple[str, Faults]]:
    async def taken(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("ok")(scope, receive, send)

    faults = Faults(taken)
    with served(faults) as url:
        yield url, faults


def sent(channel: AppriseChannel, to: Address, page: Page = PAGE) -> MessageRef:
    return asyncio.run(channel.send(to, page))


def refused(channel: AppriseChannel, to: Address, page: Page = PAGE) -> Problem:
    with pytest.raises(Problem) as caught:
        sent(channel, to, page)
    told = f"{caught.value!r} {caught.value.params}"
    assert not any(word in told for word in (WORD, PATH_WORD))
    return caught.value


def test_a_letter_has_a_subject_and_both_forms(box: Mailbox) -> None:
    ref = sent(mail(SecretStr(box.url())), ANNA)
    (message,) = box.came
    assert box.recipients == ["anna@example.org"]
    assert message["Subject"] == "📋 Планирование недели"
    assert message["From"] == "Boardscribe <bot@example.org>"
    assert message["To"] == "anna@example.org"
    assert part(message, "html") == (
        "<div>📋 <b>Планирование недели</b></div><blockquote>«К пятнице»<br>— Вера</blockquote>"
        '<div><a href="https://board.example/7?a=1&amp;b=2">Открыть {{card}} &amp; доску</a>'
        "<br>https://board.example/7?a=1&amp;b=2</div>"
    )
    assert part(message, "plain").split("\n") == [
        "📋 Планирование недели",
        ">«К пятнице»",
        "— Вера",
        "Открыть {{card}} & доску",
        "https://board.example/7?a=1&b=2",
    ], "whoever reads plain text can follow a link too"
    assert (ref.channel, ref.chat, ref.id) == ("mail", "anna@example.org", "k1")


def test_a_long_first_line_is_cut_and_ends_no_header(box: Mailbox) -> None:
    words = "Очень\tдлинная " + "строка " * 40
    sent(mail(SecretStr(box.url())), ANNA, Page(key="a", text=words, plain=words))
    subject = box.came[0]["Subject"]
    assert len(subject) <= 120
    assert subject.startswith("Очень длинная строка")
    assert subject.endswith("…")


def test_the_accounts_own_recipients_get_nothing(box: Mailbox) -> None:
    url = (
        box.url().replace("/?", "/boss@example.org?")
        + "&to=all@example.org&cc=c@example.org&bcc=b@example.org"
    )
    sent(mail(SecretStr(url)), ANNA)
    assert box.recipients == ["anna@example.org"]


@pytest.mark.parametrize(
    "user", ["", "anna", "a@x.org,b@x.org", "a@x.org b@x.org", "a@x.org\nBcc: b@x.org", "<a@x.org>"]
)
def test_only_one_persons_address_is_one(box: Mailbox, user: str) -> None:
    problem = refused(mail(SecretStr(box.url())), ANNA.model_copy(update={"user": user}))
    assert (type(problem), problem.code) == (Forbidden, "chat-closed")
    assert box.came == []


def test_what_the_mail_server_says_is_told(box: Mailbox) -> None:
    channel = mail(SecretStr(box.url()))
    for wrong, kind in (
        ("blocked", Forbidden),
        ("busy", RateLimited),
        ("down", Transient),
        ("full", TooLarge),
        ("lost", OutcomeUnknown),
    ):
        box.wrong = wrong
        assert type(refused(channel, ANNA)) is kind
    assert type(refused(mail(SecretStr(box.url("another-word-than-that"))), ANNA)) is Unauthorized


def test_a_mail_server_that_is_not_there_is_unreachable(box: Mailbox) -> None:
    gone = box.url().replace(str(box.port), "9")
    assert type(refused(mail(SecretStr(gone)), ANNA)) is Transient


def test_a_service_gets_the_notice_under_its_name(site: tuple[str, Faults]) -> None:
    url, faults = site
    address = SecretStr(f"{url.replace('http', 'json')}/{PATH_WORD}")
    ref = sent(services({"team": address, "other": SecretStr("json://127.0.0.1:9")}), TEAM)
    (asked,) = faults.asked
    told = json.loads(asked.body)
    assert asked.path == f"/{PATH_WORD}"
    assert told["title"] == "📋 Планирование недели"
    assert "Открыть {{card}}" in told["message"]
    assert (ref.channel, ref.chat) == ("apprise", "team")
    problem = refused(services({"team": address}), TEAM.model_copy(update={"user": "nobody"}))
    assert (type(problem), problem.code) == (Forbidden, "chat-closed")


def test_what_a_service_says_is_told(site: tuple[str, Faults]) -> None:
    url, faults = site
    channel = services({"team": SecretStr(f"{url.replace('http', 'json')}/{PATH_WORD}")})
    for status, kind in (
        (401, Unauthorized),
        (404, Forbidden),
        (413, TooLarge),
        (429, RateLimited),
        (422, Invalid),
        (503, OutcomeUnknown),
    ):
        faults.next("before", status=status)
        assert type(refused(channel, TEAM)) is kind
    faults.next("lost")
    assert type(refused(channel, TEAM)) is OutcomeUnknown
    faults.next("unheard")
    assert type(refused(channel, TEAM)) is OutcomeUnknown
    gone = services({"team": SecretStr(f"json://127.0.0.1:9/{PATH_WORD}")})
    assert type(refused(gone, TEAM)) is Transient


@pytest.mark.parametrize("address", ["no address", f"nosuch://{PATH_WORD}@host", "json://"])
def test_an_address_that_apprise_cannot_use_is_said_and_not_quoted(address: str) -> None:
    problem = refused(services({"team": SecretStr(address)}), TEAM)
    assert (type(problem), problem.code, problem.params["name"]) == (
        Invalid,
        "notice-address-unreadable",
        "team",
    )


def test_nothing_that_is_logged_on_the_way_holds_an_address(site: tuple[str, Faults]) -> None:
    url, faults = site
    heard = io.StringIO()
    listening = logging.StreamHandler(heard)
    logging.getLogger().addHandler(listening)
    try:
        quieten()
        channel = services({"team": SecretStr(f"{url.replace('http', 'json')}/{PATH_WORD}")})
        sent(channel, TEAM)
        faults.next("before", status=500)
        refused(channel, TEAM)
    finally:
        logging.getLogger().removeHandler(listening)
    assert PATH_WORD not in heard.getvalue()


def test_many_notices_at_once_are_each_told_their_own_way(box: Mailbox, site: tuple[str, Faults]) -> None:
    url, _faults = site
    channel = services(
        {
            "good": SecretStr(f"{url.replace('http', 'json')}/{PATH_WORD}"),
            "gone": SecretStr(f"json://127.0.0.1:9/{PATH_WORD}"),
        }
    )

    async def all_at_once() -> list[object]:
        names = ["good", "gone"] * 5
        waiting = [channel.send(TEAM.model_copy(update={"user": name}), PAGE) for name in names]
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    assert [type(one) for one in asyncio.run(all_at_once())] == [MessageRef, Transient] * 5


def test_both_are_built_from_their_accounts_and_say_who_they_are() -> None:
    notices = NoticeAccounts(
        mail=SecretStr("mailtos://bot:word@smtp.example.org?from=bot@example.org"),
        services={"team": SecretStr("json://team.example.org")},
    )
    accounts = Messengers(notices=notices)
    for name, handle in (("mail", "bot@example.org"), ("apprise", "team")):
        channel = build(name, accounts, Remembered())
        assert asyncio.run(channel.identify()) == handle
        assert not channel.capabilities.approves


def test_a_problem_that_nobody_explained_leaves_it_open() -> None:
    assert type(problem_of("", "SMTP")) is OutcomeUnknown
    assert not issubclass(OutcomeUnknown, Malformed)

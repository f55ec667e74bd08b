"""On the approval page only the person's own press on the question as it stands counts, and no link tells why."""

import secrets
from collections.abc import Callable

import pytest

from core_api.contracts.messages import MessageRef
from core_api.store import letters, proposals
from core_api.usecases import people
from core_api.usecases.permissions import OWNER
from tests.messenger.browser import Browser, Form, link
from tests.messenger.office import Office


def _form(browser: Browser) -> tuple[dict[str, str], str]:
    """What the form of the first question holds, and the value of `approve`."""
    form: Form = next(form for form in browser.page.forms if form.buttons)
    return dict(form.hidden), next(value for label, value in form.buttons.items() if "Применить" in label)


def _undecided(office: Office) -> list[str]:
    office.work()
    return [one.proposal.id for one in office.waiting()]


def test_nothing_forged_counts(plain_office: Office, browser: Browser) -> None:
    browser.first_question()
    waiting = _undecided(plain_office)
    hidden, approve = _form(browser)
    ticket = hidden["ticket"]
    right = {**hidden, "press": approve}
    forged = [
        *({**right, "seal": seal} for seal in ("", "0" * 64, hidden["seal"][:-1], hidden["seal"][::-1])),
        *({**right, "seal": secrets.token_hex(32)} for _ in range(40)),
        {**right, "mark": "another"},
        {**right, "ticket": "another"},
        {**right, "press": f"{ticket}.99"},
        {**right, "press": f"{ticket}.-1"},
        {**right, "press": f"{ticket}.1.1"},
        {**right, "press": ticket},
        {**right, "press": "x" * 5000},
        {**right, "press": f"{secrets.token_urlsafe(10)}.0"},
        {**hidden, "text": "к пятнице"},
        {"press": approve},
        {"press": approve, "ticket": ticket},
        {},
    ]
    for fields in forged:
        browser.send(fields)
    for _ in range(50):
        guessed = secrets.token_urlsafe(10)
        assert browser.client.post(f"/decide/{guessed}", data=right).status_code == 404
    assert _undecided(plain_office) == waiting


def test_a_form_without_the_page_s_cookie_does_nothing(
    plain_office: Office, browser: Browser, open_browser: Callable[[], Browser]
) -> None:
    browser.first_question()
    waiting = _undecided(plain_office)
    hidden, approve = _form(browser)
    elsewhere = open_browser()
    elsewhere.link = browser.link
    elsewhere.send({**hidden, "press": approve})
    assert elsewhere.response.status_code == 403
    assert _undecided(plain_office) == waiting
    elsewhere.press("button-approve")
    assert len(_undecided(plain_office)) == len(waiting) - 1, "the page that was shown instead works"


def test_what_is_sent_again_is_done_once(plain_office: Office, browser: Browser) -> None:
    proposal = browser.first_question()
    hidden, approve = _form(browser)
    note = next(value for label, value in browser.page.forms[0].buttons.items() if "аметка" in label)
    for _ in range(5):
        browser.send({**hidden, "press": approve})
    waiting = _undecided(plain_office)
    browser.send({**hidden, "press": note})
    with plain_office.installation.database.reading() as session:
        stored = proposals.get(session, proposal)
        decided = proposals.decisions(session, stored.proposal.meeting_id)
    assert stored.state == "applied"
    assert [one.answer for one in decided if one.proposal_id == proposal] == ["approve"]
    assert _undecided(plain_office) == waiting


def test_a_link_ends_with_its_time(plain_office: Office, browser: Browser) -> None:
    browser.first_question()
    hidden, approve = _form(browser)
    plain_office.clock.later(days=14)
    waiting = [one.proposal.id for one in plain_office.waiting()]
    answer = browser.client.post(f"/decide/{browser.link}", data={**hidden, "press": approve})
    assert answer.status_code == 404
    assert browser.open(browser.link).response.status_code == 404
    assert [one.proposal.id for one in plain_office.waiting()] == waiting


def test_a_link_is_bound_to_its_person_and_its_letter(
    plain_office: Office, browser: Browser, open_browser: Callable[[], Browser]
) -> None:
    plain_office.person("Вера", "v", "lead", kind="webhook")
    browser.first_question()
    vera = open_browser().open(link(plain_office, "v"))
    waiting = _undecided(plain_office)
    _hidden, approve = _form(browser)
    own = next(form for form in vera.page.forms if form.buttons)
    vera.send({**own.hidden, "press": approve})
    vera.send({**own.hidden, "ticket": approve.partition(".")[0], "press": approve})
    assert _undecided(plain_office) == waiting


@pytest.mark.parametrize("gone", ["role", "person"])
def test_who_may_decide_no_more_sees_and_decides_nothing(
    plain_office: Office, browser: Browser, boris: str, gone: str
) -> None:
    plain_office.person("Вера", "v", "lead", kind="webhook")
    browser.first_question()
    waiting = _undecided(plain_office)
    hidden, approve = _form(browser)
    if gone == "role":
        people.revoke(plain_office.installation, OWNER, boris, "local:team")
    else:
        people.change(plain_office.installation, OWNER, boris, {"active": False})
    answer = browser.client.post(f"/decide/{browser.link}", data={**hidden, "press": approve})
    assert answer.status_code == 404
    assert browser.open(browser.link).response.status_code == 404
    assert _undecided(plain_office) == waiting


def test_an_older_version_is_not_decided_on(plain_office: Office, browser: Browser) -> None:
    proposal_id = browser.first_question()
    hidden, approve = _form(browser)
    with plain_office.installation.database.transaction() as session:
        proposal = proposals.get(session, proposal_id).proposal
        proposals.replace(session, proposal.model_copy(update={"version": proposal.version + 1}), "open")
    browser.send({**hidden, "press": approve})
    assert browser.page.toast
    assert proposal_id in _undecided(plain_office)
    assert not browser.open(browser.link).sees("button-approve")


def test_a_link_that_leads_nowhere_does_not_say_why(
    plain_office: Office, browser: Browser, boris: str
) -> None:
    browser.first_question()
    known = browser.link
    with plain_office.installation.database.transaction() as session:
        for letter in letters.of_person(session, boris):
            ticket = letters.newest_ticket(session, letter.id)
        assert ticket is not None
        group = ticket.model_copy(update={"id": "groupgroupgrou", "person_id": None})
        letters.add_ticket(session, group)
    unknown = browser.open("nothing").response.text
    assert browser.open("groupgroupgrou").response.text == unknown
    assert browser.open("%D0%B9").response.text == unknown
    plain_office.clock.later(days=20)
    assert browser.open(known).response.text == unknown


def test_what_is_typed_counts_only_where_it_was_asked_for(plain_office: Office, browser: Browser) -> None:
    browser.first_question()
    while not browser.sees("button-edit"):
        browser.press("button-note").follow("decide-next")
    browser.press("button-edit")
    if not any(form.types for form in browser.page.forms):
        browser.press("button-field-due")
    typed = next(form for form in browser.page.forms if form.types)
    browser.press("button-back")
    waiting = _undecided(plain_office)
    browser.send({**typed.hidden, "text": "Ревью"})
    assert _undecided(plain_office) == waiting


def test_a_messenger_cannot_speak_in_the_name_of_the_page(
    plain_office: Office, browser: Browser, boris: str
) -> None:
    from core_api.contracts.messages import Arrival, Arrivals
    from core_api.usecases.messenger.reception import Reception

    browser.first_question()
    waiting = _undecided(plain_office)
    _hidden, approve = _form(browser)
    ref = MessageRef(channel="web", chat="x", id="1")
    forged = Arrival(
        id="1", channel=ref.channel, kind="press", at=plain_office.clock(), user=boris, chat="x", data=approve
    )
    plain_office.messenger.receive = lambda after, patience: Arrivals(items=(forged,), last=1)  # type: ignore[method-assign]
    Reception(plain_office.installation, plain_office.messenger).take()
    assert _undecided(plain_office) == waiting

"""Deciding on the approval page, by the link that a messenger without buttons gets."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient

from core_api import wiring
from core_api.contracts.meeting import SoundClip
from core_api.contracts.messages import ChannelCapabilities, Question
from core_api.jobs import ledger
from core_api.store import letters, proposals
from core_api.usecases import rules
from tests.messenger.browser import Browser, link
from tests.messenger.office import Office


def test_the_digest_leads_to_the_questions_one_by_one(plain_office: Office, browser: Browser) -> None:
    plain_office.meet()
    browser.open(link(plain_office))
    assert browser.response.status_code == 200
    assert "планирование недели" in browser.text
    browser.press("button-next")
    assert browser.response.status_code == 200
    waiting = plain_office.waiting()
    first = waiting[0].proposal
    assert first.card is not None
    assert first.card.name in browser.text
    assert first.evidence[0].quote in browser.text
    browser.press("button-approve")
    assert first.id not in {one.proposal.id for one in plain_office.waiting()}
    assert len(plain_office.waiting()) == len(waiting) - 1
    assert "Борис" in browser.text
    browser.follow("decide-next")
    assert "2" in browser.text


def test_opening_decides_nothing_however_often(plain_office: Office, browser: Browser) -> None:
    browser.first_question()
    before = [one.proposal.id for one in plain_office.waiting()]
    for _ in range(3):
        browser.open(browser.link)
        assert browser.client.head(f"/decide/{browser.link}").status_code == 200
    plain_office.work()
    assert [one.proposal.id for one in plain_office.waiting()] == before
    assert browser.sees("button-approve")


def test_the_page_is_kept_nowhere_and_told_nobody(plain_office: Office, browser: Browser) -> None:
    browser.first_question()
    for response in (browser.response, browser.client.get("/decide/nonsense")):
        headers = response.headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert "noindex" in headers["x-robots-tag"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "script-src" not in headers["content-security-policy"]
    cookie = browser.client.get(f"/decide/{browser.link}").headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=lax", "secure"))


def test_rejecting_asks_for_the_reason(plain_office: Office, browser: Browser) -> None:
    proposal = browser.first_question()
    browser.press("button-reject")
    assert proposal in {one.proposal.id for one in plain_office.waiting()}
    browser.press("button-reason-wrong-card")
    assert proposal not in {one.proposal.id for one in plain_office.waiting()}
    assert "тклонено" in browser.text


def test_an_edit_takes_what_is_typed_and_says_what_it_does_not_understand(
    plain_office: Office, browser: Browser
) -> None:
    proposal = browser.first_question()
    while not browser.sees("button-edit"):
        browser.press("button-note").follow("decide-next")
        proposal = plain_office.waiting()[0].proposal.id
    browser.press("button-edit")
    if not any(form.types for form in browser.page.forms):
        browser.press("button-field-due")
    kind = plain_office.waiting()[0].proposal.operation.kind
    browser.write("нечто несуразное и длинное" if kind in {"due", "move"} else "к пятнице")
    if kind in {"due", "move"}:
        assert proposal in {one.proposal.id for one in plain_office.waiting()}
        browser.write("к пятнице" if kind == "due" else "Ревью")
    assert proposal not in {one.proposal.id for one in plain_office.waiting()}


def test_another_card_is_found_by_its_name(plain_office: Office, browser: Browser) -> None:
    proposal = browser.first_question()
    browser.press("button-other_card").press("button-search")
    browser.write("приложение")
    label = next(label for label in browser.labels if "риложение" in label)
    browser.press(label)
    assert proposal not in {one.proposal.id for one in plain_office.waiting()}


def test_what_was_applied_is_taken_back_on_the_page(plain_office: Office, browser: Browser) -> None:
    browser.first_question()
    browser.press("button-approve").open(browser.link)
    browser.press("button-undo").open(browser.link)
    with plain_office.installation.database.reading() as session:
        (letter,) = (
            one.letter
            for one in (letters.get(session, each.id) for each in letters.still_open(session, ("question",)))
            if one.letter.to.channel == "web" and getattr(one.letter.view, "outcome", None) is not None
        )
    assert isinstance(letter.view, Question)
    assert letter.view.outcome is not None
    assert letter.view.outcome.code == "undone"
    assert "тменен" in browser.text


def test_what_could_not_be_done_is_said_on_the_page(plain_office: Office, browser: Browser) -> None:
    browser.first_question()
    browser.press("button-approve").open(browser.link)
    rules.change_policy(plain_office.installation, "local:team", stopped=True)
    browser.press("button-undo")
    assert "остановлен" in browser.page.notes
    assert browser.sees("button-undo"), "the letter is asked anew"


def test_the_quote_is_listened_to_on_the_page(plain_office: Office, boris: str) -> None:
    here = plain_office.installation

    class Cut:
        def cut(self, path: Path, start: float, end: float) -> SoundClip:
            assert end > start
            return SoundClip(seconds=10, ogg=b"OggS")

    plain_office.installation = replace(here, services=replace(here.services, clipper=Cut))
    app = wiring.web_app(plain_office.installation, plain_office.settings)
    with TestClient(app, base_url="https://bot.example.org", headers={"Accept-Language": "ru"}) as client:
        browser = Browser(client, plain_office)
        proposal_id = browser.first_question()
        assert browser.page.sounds == []
        assert client.get(f"/decide/{browser.link}/sound").status_code == 424
        with here.database.transaction() as session:
            meeting = proposals.get(session, proposal_id).proposal.meeting_id
            ledger.submit(
                session, "transcribe", f"transcribe:{meeting}", meeting_id=None, args={}, now=here.clock()
            )
        browser.open(browser.link)
        (sound,) = browser.page.sounds
        answer = client.get(f"/decide/{sound}")
        assert (answer.content, answer.headers["content-type"]) == (b"OggS", "audio/ogg")
        assert answer.headers["cache-control"] == "no-store"
        assert client.get("/decide/nonsense/sound").status_code == 404


def test_whom_only_e_mail_reaches_decides_on_the_page(
    plain_office: Office, open_browser: Callable[[], Browser]
) -> None:
    plain_office.messenger.states = {"mail": ChannelCapabilities(approves=False)}
    plain_office.person("Глеб", "gleb@example.org", "lead", kind="email")
    plain_office.meet()
    (digest,) = plain_office.messenger.chat("gleb@example.org", "mail")
    urls = [button.url for row in digest.rows for button in row.buttons if button.url]
    browser = open_browser().open(urls[0].rpartition("/")[2])
    waiting = len(plain_office.waiting())
    browser.press("button-next").press("button-approve")
    assert len(plain_office.waiting()) == waiting - 1


def test_without_an_address_nobody_is_asked_where_nobody_can_answer(office: Office) -> None:
    office.messenger.states = {"mail": ChannelCapabilities(approves=False)}
    office.person("Глеб", "gleb@example.org", "lead", kind="email")
    office.meet()
    assert office.messenger.chat("gleb@example.org", "mail") == []

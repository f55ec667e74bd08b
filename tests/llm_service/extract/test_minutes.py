"""Minutes by rules: decisions, promises, overview, and facts in noise."""

from tests.scenarios.talk import board_of, talk_of, understand

BOARD = board_of(
    {"To do": "1 Privacy notice\n2 Late fees", "Doing": "3 Account page @Ann", "Done": "5 Old help page"},
    ("Ann Reed", "Bob Stone"),
)


def test_decisions_are_quoted() -> None:
    said = understand(BOARD, talk_of("Ann: So we agreed, no release on Fridays.\nBob: Lunch?", "en"))
    assert [one.evidence[0].segment for one in said.decisions] == [0]
    russian = understand(BOARD, talk_of("Аня: Решили: по пятницам не выпускаем.\nБоря: Обедать идём?", "ru"))
    assert [one.text for one in russian.decisions] == ["Решили: по пятницам не выпускаем."]


def test_what_is_left_open_is_no_decision() -> None:
    for words, language in (
        ("Ann: We have not decided anything yet.", "en"),
        ("Ann: Let's decide later, if the numbers come.", "en"),
        ("Аня: Потом решим.", "ru"),
    ):
        assert not understand(BOARD, talk_of(words, "en" if language == "en" else "ru")).decisions, words


def test_promises_carry_their_owner_and_day() -> None:
    said = understand(BOARD, talk_of("Bob: I will call the lawyers by Friday.\nAnn: Fine.", "en"))
    assert [(one.owner, str(one.due)) for one in said.action_items] == [("Bob", "2026-03-06")]


def test_an_unnamed_voice_owns_nothing() -> None:
    talk = talk_of("Speaker 1: I will call the lawyers by Friday.", "en", named=False)
    assert [one.owner for one in understand(BOARD, talk).action_items] == [None]


def test_every_quote_was_said() -> None:
    talk = talk_of(
        "Ann: The account page? I fixed the login, the tests passed.\nBob: Great! Then close it.\nAnn: Closing it.",
        "en",
    )
    said = understand(BOARD, talk)
    quotes = [one for fact in said.facts for one in fact.evidence]
    quotes += [one for fact in said.facts for request in fact.requests for one in request.evidence]
    assert quotes
    assert all(one.quote in talk.segments[one.segment].text for one in quotes)


def test_the_same_talk_gives_the_same_minutes() -> None:
    talk = talk_of("Ann: The account page is live.\nBob: I take the late fees.", "en")
    assert understand(BOARD, talk) == understand(BOARD, talk)


def test_a_meeting_without_a_board_still_has_minutes() -> None:
    from datetime import datetime

    from core_api.contracts.ports import SummarizeRequest
    from llm_service.extract import minutes

    talk = talk_of(
        "Ann: We decided to move the office in May because the lease ends.\nBob: I will ask for boxes.", "en"
    )
    started = datetime.fromisoformat("2026-03-03T10:00:00+00:00")
    said = minutes(SummarizeRequest(transcript=talk, title="x", started_at=started))
    assert said.decisions
    assert said.action_items
    assert said.overview


def test_an_empty_meeting_is_no_error() -> None:
    assert not understand(BOARD, talk_of("Ann: Hm.", "en")).facts


def test_small_talk_touches_no_card() -> None:
    talk = talk_of(
        "Ann: Did you see the game last night?\nBob: I did, it was great.\nAnn: My kid broke a window.\nBob: Ouch.",
        "en",
    )
    assert not [fact for fact in understand(BOARD, talk).facts if fact.requests]

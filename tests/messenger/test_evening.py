"""A lead's evening: the digest, one question after the other, every answer, and what stands on the board after it."""

from core_api.contracts.messages import Digest, Question
from tests.messenger.office import Office


def test_the_digest_comes_first_and_questions_on_demand(office: Office, anna: str) -> None:
    office.meet()
    (digest,) = office.messenger.views(anna)
    assert isinstance(digest, Digest)
    assert len(digest.asks) == len(office.waiting()) > 2
    assert digest.occasion == "meeting"
    assert office.press(anna, "next") == "shown"
    _digest, question = office.messenger.views(anna)
    assert isinstance(question, Question)
    assert (question.number, question.total) == (1, len(digest.asks))
    assert question.quotes
    assert question.rule


def test_approving_writes_to_the_board_and_asks_the_next_one(office: Office, anna: str) -> None:
    office.meet()
    office.press(anna, "next")
    proposal = office.waiting()[0].proposal
    assert office.press(anna, "approve") == "accepted"
    first, second = office.questions(anna)
    assert first.outcome is not None
    assert first.outcome.code == "applied"
    assert first.outcome.by == "Анна"
    assert second.outcome is None
    assert second.number == 2
    assert proposal.id not in {one.proposal.id for one in office.waiting()}

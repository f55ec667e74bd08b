"""What comes together is judged as if one came after the other; work waits while somebody waits for an answer."""

from threading import Thread

from core_api.contracts.messages import Question
from core_api.usecases.history import changes
from core_api.usecases.messenger import arriving
from core_api.usecases.messenger.reception import Calm
from tests.messenger.office import Office


def test_of_two_presses_that_come_together_the_first_counts(office: Office, anna: str) -> None:
    office.person("Борис", "9", "lead")
    office.meet()
    for user in (anna, "9"):
        office.press(user, "next")
    waiting = len(office.waiting())
    made = len(changes(office.installation))
    pair = [office.messenger.press(user, "approve") for user in ("9", anna)]
    toasts = office.come(*pair)
    assert [one.code for one in toasts] == ["accepted", "already-decided-by"]
    assert toasts[1].params == {"name": "Борис"}
    assert len(office.waiting()) == waiting - 1
    assert len(changes(office.installation)) == made + 1


def test_the_same_press_twice_in_one_batch_is_one(office: Office, anna: str) -> None:
    office.meet()
    office.press(anna, "next")
    waiting, press = len(office.waiting()), office.messenger.press(anna, "approve")
    assert [one.code for one in office.come(press, press)] == ["accepted", "accepted"]
    assert len(office.waiting()) == waiting - 1


def test_each_of_a_batch_is_judged_for_itself(office: Office, anna: str) -> None:
    office.meet()
    office.press(anna, "next")
    right = office.messenger.press(anna, "approve")
    forged = right.model_copy(update={"id": "f1", "press": "f1", "data": "unknownunknown.0"})
    stranger = right.model_copy(update={"id": "f2", "press": "f2", "user": "4711"})
    written = office.messenger.wrote(anna, "да, всё так")
    codes = [one.code for one in office.come(forged, stranger, written, right)]
    assert codes == ["unknown-button", "not-yours", "accepted"]
    first = office.questions(anna)[0]
    assert isinstance(first, Question)
    assert first.outcome is not None
    assert first.outcome.code == "applied"


def test_many_presses_cost_the_looks_of_one(office: Office, anna: str) -> None:
    """What is read grows by the batch, not by the press: only what is kept is written for each."""
    from sqlalchemy import event

    office.meet()
    office.press(anna, "next")
    press = office.messenger.press(anna, "edit")
    engine = office.installation.database._engines.durable
    looks: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: looks.append(told[2]))
    counts = []
    for size in (1, 20):
        some = [press.model_copy(update={"id": f"{size}.{n}", "press": f"{size}.{n}"}) for n in range(size)]
        looks.clear()
        arriving.take(office.installation, some)
        counts.append(sum(one.startswith("SELECT") for one in looks))
    assert counts[1] == counts[0]


def test_work_begins_when_nobody_waits_for_an_answer() -> None:
    calm, begun = Calm(), list[str]()

    def work() -> None:
        calm.wait()
        begun.append("work")

    with calm.broken():
        thread = Thread(target=work)
        thread.start()
        begun.append("answered")
    thread.join()
    assert begun == ["answered", "work"]

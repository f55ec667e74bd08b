"""Orders as people really say them: short, by number, taken back, denied, in jest."""

from core_api.contracts.board import Archive, Check, Move
from core_api.contracts.model import Language
from core_api.contracts.proposal import Plan, Proposal
from tests.scenarios.talk import board_of, planned, talk_of

RU = board_of(
    {
        "Очередь": "141 Перенос серверной в подвал\n143 Проверка огнетушителей\n150 Ремонт крыльца",
        "Делаем": "142 Замена насоса @Глеб\n144 Покраска забора @Зоя [Грунтовка, Второй слой]",
        "Проверка": "145 Смета на окна @Зоя",
        "Закрыто": "140 Вывоз мусора",
    },
    ("Глеб Сомов", "Зоя Рудина", "Марк Ильин"),
)
EN = board_of(
    {
        "Next": "317 Review of supplier contracts\n320 Winter brochure",
        "Doing": "318 Boiler inspection @Nina\n321 Staff handbook @Omar [Holiday rules, Expenses]",
        "Review": "322 Fire drill plan @Omar",
        "Done": "310 Old rota",
    },
    ("Nina Hart", "Omar Bell", "Ruth Ames"),
)


def _plan(words: str, language: Language) -> Plan:
    return planned(RU if language == "ru" else EN, talk_of(words, language))


def _of(plan: Plan, card: str) -> list[Proposal]:
    return [one for one in plan.proposals if one.card and one.card.id == card]


def _asked(plan: Plan, card: str) -> list[object]:
    assert all(one.verdict.route == "review" for one in plan.proposals)
    return [one.operation for one in _of(plan, card) if one.operation.kind != "comment"]


def test_a_number_alone_chooses_its_card_and_asks() -> None:
    said = _plan("Зоя: Насос поставили.\nГлеб: Сто сорок вторую переносим в «Проверку».", "ru")
    assert _asked(said, "k142") == [Move(column_id="c2")]
    assert not _of(said, "k141")
    assert not _of(said, "k143")
    assert _asked(_plan("Глеб: Сто сорок вторую в проверку.", "ru"), "k142") == [Move(column_id="c2")]
    english = _plan("Nina: Three eighteen goes to review.", "en")
    assert _asked(english, "k318") == [Move(column_id="c2")]
    assert not _of(english, "k317")


def test_a_number_beside_something_counted_calls_no_card() -> None:
    for words in (
        "Глеб: Купили сто сорок две плитки и отправили в подвал.",
        "Глеб: Это стоит сто сорок два.",
    ):
        assert not [one for one in _plan(words, "ru").proposals if one.operation.kind == "move"], words
    for words in ("Nina: We moved 318 boxes to review.", "Nina: The price goes to three eighteen."):
        assert not [one for one in _plan(words, "en").proposals if one.operation.kind == "move"], words


def test_a_jest_that_is_called_one_changes_nothing() -> None:
    words = "Марк: Давайте покраску забора закроем и на пляж.\nЗоя: В архив её.\nГлеб: Посмеялись и хватит."
    assert not _asked(_plan(words, "ru"), "k144")
    english = "Omar: Archive the boiler inspection and light a fire.\nNina: Very funny."
    assert not _asked(_plan(english, "en"), "k318")


def test_what_is_taken_back_in_other_words_is_taken_back() -> None:
    for end in ("Ignore me, it goes ahead as it was.", "False alarm, hold off.", "Call it off."):
        words = f"Nina: The staff handbook, archive the card.\nOmar: They signed it.\nNina: {end}"
        assert Archive() not in _asked(_plan(words, "en"), "k321"), end
    for end in ("Не слушайте меня.", "Ложная тревога.", "Проехали.", "Пусть висит как висела."):
        words = f"Глеб: Смету на окна переносим в «Закрыто».\nЗоя: Заказчик против.\nГлеб: {end}"
        assert not _asked(_plan(words, "ru"), "k145"), end


def test_what_is_taken_back_of_another_matter_leaves_this_one_to_be_asked() -> None:
    words = (
        "Nina: Boiler inspection: move it to review.\nRuth: What about the parking permits?\n"
        "Nina: Cancel them all.\nRuth: They are needed.\nNina: Okay, scrap that."
    )
    assert _asked(_plan(words, "en"), "k318") == [Move(column_id="c2")]
    russian = (
        "Глеб: Замену насоса переносим в проверку.\nМарк: Что с пропусками на стоянку?\n"
        "Глеб: Сдаём их.\nМарк: Они же нужны.\nГлеб: Тогда отбой."
    )
    assert _asked(_plan(russian, "ru"), "k142") == [Move(column_id="c2")]


def test_a_denied_state_is_not_where_the_card_goes() -> None:
    said = _plan("Nina: the boiler inspection i would not call it done yet but it can go to review", "en")
    assert Move(column_id="c3") not in _asked(said, "k318")
    english = _plan(
        "Nina: The boiler inspection: I don't want to say it is done but move it to review.", "en"
    )
    assert _asked(english, "k318") == [Move(column_id="c2")]
    russian = _plan("Глеб: Замену насоса не считаем закрыто, но переносим в проверку.", "ru")
    assert _asked(russian, "k142") == [Move(column_id="c2")]


def test_a_tick_does_not_spread() -> None:
    said = _plan("Зоя: покраска забора грунтовка высохла можно галочку ставить второй слой завтра", "ru")
    assert [one.operation for one in _of(said, "k144") if isinstance(one.operation, Check)] == [
        Check(item_id="i144-1")
    ]
    english = _plan("Omar: the staff handbook holiday rules are in so tick that off expenses tomorrow", "en")
    assert [one.operation for one in _of(english, "k321") if isinstance(one.operation, Check)] == [
        Check(item_id="i321-1")
    ]

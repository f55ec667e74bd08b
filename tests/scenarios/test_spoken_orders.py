"""Orders as people really say them: short, by number, taken back, denied, in jest."""

from core_api.contracts.board import Archive, Assign, Check, Create, Due, Move
from core_api.contracts.model import Language
from core_api.contracts.proposal import Plan, Proposal
from tests.scenarios.talk import board_of, planned, talk_of, understand

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
    words = (
        "Марк: Давайте покраску забора закроем и на пляж.\nЗоя: В архив её.\nГлеб: Ладно, посмеялись, дальше."
    )
    assert not _asked(_plan(words, "ru"), "k144")
    english = "Omar: Archive the boiler inspection and light a fire.\nNina: Very funny."
    assert not _asked(_plan(english, "en"), "k318")


def test_what_is_taken_back_in_other_words_is_taken_back() -> None:
    for end in ("Ignore that, as you were.", "False alarm, hold off.", "Call it off."):
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


def _created(plan: Plan) -> list[Create]:
    assert all(one.verdict.route == "review" for one in plan.proposals)
    return [one.operation for one in plan.proposals if isinstance(one.operation, Create)]


def test_a_new_matter_is_not_glued_to_the_card_before() -> None:
    words = (
        "Speaker 1: ремонт крыльца пока ждет плитку\n"
        "Speaker 2: так и новое нужны коврики в коридор у нас такого нет "
        "марк заведи коврики в очередь на себя до пятого марта"
    )
    plan = planned(RU, talk_of(words, "ru", named=False))
    made = _created(plan)
    assert [(one.name, one.column_id, one.member_id) for one in made] == [("Коврики", "c0", "m3")]
    assert not [one for one in _of(plan, "k150") if one.operation.kind != "comment"]
    english = planned(
        EN,
        talk_of(
            "Speaker 1: the winter brochure is at the printer\n"
            "Speaker 2: one more thing the bike rack is full we need a new card for that a second bike rack "
            "ruth can you take it",
            "en",
            named=False,
        ),
    )
    assert [one.name for one in _created(english)] == ["A second bike rack"]
    assert not [one for one in _of(english, "k320") if one.operation.kind != "comment"]


def test_what_follows_a_new_card_is_not_about_the_card_before() -> None:
    words = (
        "Зоя: Замена насоса почти кончена. Для него нужна запасная прокладка. "
        "Заведи карточку «Прокладки про запас», в очередь.\nМарк: До двадцатого марта куплю."
    )
    said = _plan(words, "ru")
    assert not [one for one in _of(said, "k142") if isinstance(one.operation, Due)]
    assert [(one.name, str(one.date)) for one in _created(said)] == [("Прокладки про запас", "2026-03-20")]


def test_a_new_card_wished_for_before_the_words_new_card() -> None:
    made = _created(_plan("Omar: so i'd like a guide for visitors new card next\nRuth: sure", "en"))
    assert [one.name for one in made] == ["Guide for visitors"]
    russian = _created(_plan("Глеб: Марк, заведи карточку, замок на ворота, в очередь, на себя.", "ru"))
    assert [(one.name, one.member_id) for one in russian] == [("Замок на ворота", "m3")]


def test_orders_without_a_verb_ask() -> None:
    assert _asked(_plan("Зоя: Смета на окна готова.\nГлеб: Тогда в «Закрыто».", "ru"), "k145")
    assert Move(column_id="c1") in _asked(
        _plan("Nina: The winter brochure, so into doing, please have a look.", "en"), "k320"
    )
    assert not _of(_plan("Глеб: Смета на окна в проверке.", "ru"), "k145")


def test_who_offers_and_gets_it_is_asked_about() -> None:
    said = _plan("Ruth: Can I take the winter brochure?\nNina: Great, then it's yours.", "en")
    assert _asked(said, "k320") == [Assign(member_id="m3")]
    russian = _plan("Марк: Ремонт крыльца могу взять я.\nЗоя: Хорошо, тогда твоя.", "ru")
    assert _asked(russian, "k150") == [Assign(member_id="m3")]
    nobody = _plan("Ruth: The winter brochure is late.\nNina: Is that yours?", "en")
    assert not _asked(nobody, "k320")


def test_somebody_added_to_a_card_gets_it() -> None:
    said = _plan("Nina: The winter brochure. Please add Ruth to it.", "en")
    assert Assign(member_id="m3") in [one.operation for one in _of(said, "k320")]
    russian = _plan("Зоя: Ремонт крыльца. Добавьте Марка исполнителем.", "ru")
    assert Assign(member_id="m3") in [one.operation for one in _of(russian, "k150")]


def test_a_comment_holds_no_words_about_another_card() -> None:
    words = (
        "Nina: The boiler inspection: the man came yesterday and replaced two valves.\n"
        "Omar: The staff handbook grew to forty pages and the expenses were rewritten.\n"
        "Nina: Somebody from the council asked about the boiler inspection."
    )
    said = " ".join(
        one.operation.text for one in _of(_plan(words, "en"), "k318") if one.operation.kind == "comment"
    )
    assert "valves" in said
    assert "handbook" not in said
    assert "council" not in said


def test_questions_jests_and_plain_moves_are_no_decisions() -> None:
    for words in (
        "Глеб: Значит, сто сорок вторую переносим в «Проверку».",
        "Глеб: Тогда вопрос, продлеваем аренду до июля.",
        "Глеб: Тогда всё на скрипке сыграем.\nЗоя: Очень смешно.",
    ):
        assert not understand(RU, talk_of(words, "ru")).decisions, words
    for words in (
        "Nina: So should we go with the blue one, or do we keep the red one.",
        "Nina: We stop paying taxes from now on.\nOmar: Very funny.",
    ):
        assert not understand(EN, talk_of(words, "en")).decisions, words


def test_one_decision_with_its_seconds_is_one() -> None:
    said = understand(
        EN,
        talk_of(
            "Nina: We decided: no meetings on Mondays.\nOmar: Hooray!\nRuth: Good, that's settled.", "en"
        ),
    )
    assert len(said.decisions) == 1


def test_a_move_for_a_day_to_come_asks_and_sets_no_deadline() -> None:
    for words in (
        "Глеб: Карточку сто сорок два завтра переносим в проверку.",
        "Глеб: Карточку сто сорок два в пятницу отдам в проверку.",
    ):
        assert _asked(_plan(words, "ru"), "k142") == [Move(column_id="c2")], words
    for words in (
        "Nina: On Friday card number three hundred and eighteen goes to review.",
        "Nina: Move card number 318 to review by Friday.",
    ):
        assert _asked(_plan(words, "en"), "k318") == [Move(column_id="c2")], words


def test_today_and_a_named_deadline_do_not_hinder() -> None:
    today = _plan("Глеб: Карточку сто сорок два сегодня переносим в проверку.", "ru")
    assert [(one.operation.kind, one.verdict.route) for one in _of(today, "k142")] == [("move", "auto")]
    dated = _plan("Глеб: Карточку сто сорок два переносим в проверку, срок до пятницы.", "ru")
    assert {one.operation.kind: one.verdict.route for one in _of(dated, "k142")} == {
        "move": "auto",
        "due": "auto",
    }


def test_cards_listed_after_a_number_ask() -> None:
    said = _plan("Nina: Put card number 318 and 321 to review.", "en")
    assert said.proposals
    assert all(one.verdict.route == "review" for one in said.proposals)


def test_the_day_beside_the_words_of_the_deadline_counts() -> None:
    said = _plan("Зоя: Покраска забора: переставь на четверг, в субботу меня не будет.", "ru")
    assert [str(one.operation.date) for one in _of(said, "k144") if isinstance(one.operation, Due)] == [
        "2026-03-05"
    ]
    english = _plan("Omar: The staff handbook, put Thursday on it, I start on Saturday.", "en")
    assert [str(one.operation.date) for one in _of(english, "k321") if isinstance(one.operation, Due)] == [
        "2026-03-05"
    ]


def test_part_of_a_label_is_enough() -> None:
    board = board_of({"Doing": "318 Boiler inspection", "Done": "1 Old"}, ("Nina Hart",), ("Needs safety",))
    said = planned(board, talk_of("Nina: The boiler inspection. Put the safety tag on it.", "en"))
    assert [one.operation.kind for one in said.proposals if one.operation.kind != "comment"] == ["label"]
    russian = board_of(
        {"Делаем": "142 Замена насоса", "Готово": "1 Старое"}, ("Глеб Сомов",), ("Нужен допуск",)
    )
    plan = planned(russian, talk_of("Глеб: Замена насоса. Повесь метку допуск.", "ru"))
    assert [one.operation.kind for one in plan.proposals if one.operation.kind != "comment"] == ["label"]

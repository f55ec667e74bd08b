"""Which cards a sentence names."""

from core_api.language.titles import Title, index_of, name_cards

INDEX = index_of(
    [
        Title("a", "Перевести корзину на новый API", 4),
        Title("b", "Корзина теряет товары после авторизации", 5),
        Title("c", "Прошивка 1.4: обновление по воздуху", 12),
        Title("d", "Integration with Keycloak", 13),
        Title("e", "Поиск: подсказки при вводе", 14),
        Title("f", "New bottom navigation", 15),
    ]
)


def _best(said: str) -> str | None:
    found = name_cards(said, INDEX)
    return found[0].card_id if found else None


def test_a_number_names_its_card() -> None:
    for said in (
        "карточка номер двенадцать",
        "двенадцатую карточку двигаем",
        "card 12",
        "ticket number twelve",
    ):
        assert [one.plain for one in name_cards(said, INDEX) if one.card_id == "c"] == ["number"], said


def test_a_bare_number_names_none() -> None:
    assert not [one for one in name_cards("это стоит двенадцать рублей", INDEX) if one.plain]


def test_telling_words_find_the_card_in_any_form() -> None:
    assert _best("а что с прошивкой?") == "c"
    assert _best("подсказок в поиске пока нет") == "e"
    assert _best("the nav is done") == "f"


def test_misheard_and_torn_words_still_find_it() -> None:
    assert _best("про шивка готова") == "c"
    assert _best("кейклок настроили") == "d"


def test_the_whole_title_is_told_from_some_of_its_words() -> None:
    whole = {one.card_id: one.plain for one in name_cards("корзина теряет товары после авторизации", INDEX)}
    assert whole["b"] == "title"
    assert whole["a"] is None


def test_ordinary_words_hardly_count() -> None:
    assert not [
        one for one in name_cards("there is something new at the bottom of my bag", INDEX) if one.weight > 1.5
    ]

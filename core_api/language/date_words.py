"""The words that days are said with, in Russian and in English.

Tables only; how they make a day is told in `dates`.
"""

NEARBY = {
    "сегодня": 0, "завтра": 1, "послезавтра": 2, "послепослезавтра": 3, "today": 0, "tonight": 0, "tomorrow": 1,
}  # fmt: skip
NEXT = frozenset(
    "следующий следующую следующая следующей следующее следующего следующему следующем next".split()
)
THIS = frozenset(
    "этот эту эта этой это этого этому этом ближайший ближайшую ближайшая ближайшей ближайшее ближайшего"
    " ближайшему ближайшем текущей текущего текущему this coming current the".split()
)
LAST = frozenset(
    "last прошлый прошлую прошлая прошлой прошлого прошлому прошлое прошлом минувший минувшую минувшей минувшего"
    " минувшее".split()
)
COMING = frozenset("ближайший ближайшую ближайшая ближайшей ближайшее ближайшего ближайшему coming".split())
"""Never the day of the meeting itself."""
SHORT_DAYS = {
    "пн": 0, "вт": 1, "ср": 2, "чт": 3, "пт": 4, "сб": 5, "вс": 6, "wed": 2, "sat": 5, "sun": 6,
}  # fmt: skip
"""Short week days that are words of their own too: days only behind a word that leads to a day."""
SHORT_LEADS = frozenset("в во к ко до на by on until till due next this before".split())
BEFORE_DAY = frozenset(
    "к ко до на с со от срок числа by on until till due before from deadline for to".split()
)
STRONG_EN = frozenset("by on until till due before".split())
END = frozenset("конца концу конце конец end".split())
UNITS = {
    **dict.fromkeys("день дня дней денек день day days".split(), "day"),
    **dict.fromkeys("неделю недели недель неделька недельку week weeks".split(), "week"),
    **dict.fromkeys("месяц месяца месяцев month months".split(), "month"),
}
PERIODS = {
    **dict.fromkeys("дня дню дне day".split(), "day"),
    **dict.fromkeys("недели неделе неделю week".split(), "week"),
    **dict.fromkeys("месяца месяцу месяце month".split(), "month"),
    **dict.fromkeys("квартала кварталу квартале quarter".split(), "quarter"),
    **dict.fromkeys("года году год year".split(), "year"),
    **dict.fromkeys("спринта спринту спринте sprint итерации iteration".split(), "sprint"),
}
NOT_DAYS = frozenset(
    "год года году годом годов этаж этажа этаже версия версии версию релиз релиза раз раза партия партии партию"
    " квартал квартала спринт спринта век века пункт пункта шаг шага место места вопрос вопроса этап этапа"
    " century floor time times version release sprint quarter step point one ones part round half item hour place"
    " candidate draft phase milestone iteration option thing question".split()
)
DAY_ENDINGS = ("ое", "ого", "ому", "е", "го", "му", "тье", "тьего", "тьему")
EN_TAIL = frozenset(
    "and or but so then we i you he she they it is was as at in of for with if when because that which latest"
    " please okay ok right yeah yes no not to by on from until till now anyway maybe".split()
)

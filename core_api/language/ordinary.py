"""Words so ordinary in any meeting that hearing one of them names no card.

A list only; weights are given where titles are looked up.
"""

from core_api.language.words import stem

_WORDS = """
add change check choose close create do done end first fix get give go good great have help idea issue item keep
last late later less let line list live load look lose make maybe more morning move much name need new next nice
number off ok old one open page part people place plan problem project put read ready real review run say second see
send set show side small start status step stop sure system take talk task team tell test thing think third time today
together tomorrow top try turn two update use user version wait want way week well work write wrong yesterday
call card board meeting question answer note point light dark mobile local full free half hour day month year today
somebody person back front left right long short big little work works working page screen app site web thing
code report data support process result issue bug feature improve remove delete without
быстро важный вариант видеть вместе вопрос время все встреча выглядеть год готово да давать дальше два дело делать
день добавить доска думать еще завтра задача закрыть знать идея иметь карточка конец команда любой люди месяц место
минута момент мочь найти наш начать неделя новый номер нормально нужно обновить общий один ответ отдел первый
переделать план поиск показать последний посмотреть потом понять проблема проверить проверка проект просто процесс
работа работать раз рабочий ребята решить решение сделать сегодня сейчас система сказать слово смена сначала сразу
список срок статус старый сторона стоять тест третий тема узнать условие утро хороший цена час часть человек второй
запуск подготовка подготовить список смена отчет данные версия страница пользователь приложение сайт поддержка
""".split()

ORDINARY_STEMS: frozenset[str] = frozenset(stem(word) for word in _WORDS)
"""The stems of these words."""

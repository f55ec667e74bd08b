# От чего отказываются действия.
problem-file-missing = Файла { $path } нет.
problem-file-missing-next = Проверьте путь.
problem-file-unreadable = { $name } не читается: { $detail }
problem-file-unreadable-next = Проверьте права на файл и место на диске.
problem-timezone-unknown = Часового пояса «{ $zone }» нет.
problem-timezone-unknown-next = Задайте BOARDSCRIBE_TIMEZONE, например Europe/Moscow.
problem-glossary-unreadable = Словарь терминов { $path } не читается.
problem-glossary-unreadable-next = Нужен объект JSON «слышится — имеется в виду», например {"{"}"рум": "RUMA"{"}"}.
problem-role-unknown = «{ $role }» — не роль колонки.
problem-role-unknown-next = Выберите одну из: { $roles }.
problem-no-meeting-yet = О доске { $board } ещё не обработано ни одной встречи.
problem-no-meeting-yet-next = boardscribe process ФАЙЛ --board { $board }
problem-edit-empty = Ничего не введено.
problem-edit-empty-next = Введите новое значение или отклоните предложение.
problem-day-not-understood = День «{ $text }» непонятен.
problem-day-not-understood-next = Скажите, например, «к пятнице», «через две недели» или 2026-03-06.
problem-nothing-to-edit = В этом изменении ({ $operation }) нечего править.
problem-nothing-to-edit-next = Одобрите его, выберите другую карточку или отклоните.
problem-card-not-named = { $found ->
    [0] Ни одна карточка не подходит под «{ $text }».
   *[other] Под «{ $text }» подходит карточек: { $found }.
}
problem-card-not-named-next = Назовите номер карточки или больше слов из названия.
problem-dashboard-missing = Панель не установлена.
problem-dashboard-missing-next = Её ставит `make setup`; рядом запустите `boardscribe serve`.
degraded-no-board = Доска не названа, поэтому сопоставлять не с чем.
rule-second-look = первая карточка не подошла; это следующая по близости
model-costs = Модель: { $requests ->
    [one] { $requests } запрос
    [few] { $requests } запроса
   *[many] { $requests } запросов
  }, { $tokens ->
    [one] { $tokens } токен
    [few] { $tokens } токена
   *[many] { $tokens } токенов
  }.
model-costs-kept = Ответов из сохранённых, бесплатно: { $count }.
model-costs-money = Стоимость: { $cost } { $currency }.
problem-model-download = { $model } не удалось загрузить: { $detail }
problem-model-download-next = Проверьте имя и соединение или положите файлы модели в папку моделей сами.
rule-planned-again = спланировано заново, поэтому решает человек
problem-fact-not-found = В этом протоколе нет факта { $id }.
problem-fact-not-found-next = Посмотрите встречу ещё раз: boardscribe meeting show.
problem-meeting-not-ready = У встречи { $id } ещё нет плана.
problem-meeting-not-ready-next = Подождите, пока она будет сопоставлена с доской.
problem-meeting-without-board = У встречи { $id } нет доски.
problem-meeting-without-board-next = Передайте её снова, указав --board.
problem-meeting-told-otherwise = Этот файл — уже встреча { $id }; она понята как начавшаяся { $started } и на языке, названном тогда.
problem-meeting-told-otherwise-next = Уберите эти параметры или передайте его как другую встречу с --again (а первую отмените: boardscribe undo --meeting { $id }).
problem-other-card-impossible = На карточке «{ $name }» такое изменение невозможно.
problem-other-card-impossible-next = Выберите другую карточку или отклоните предложение.

# Панель: рабочее место в браузере, где решают.
dashboard-settings = Настройки
dashboard-language = Язык
dashboard-actor = Решения записываются на это имя
dashboard-sections = Разделы
dashboard-view-queue = Решить
dashboard-view-changes = Изменения
dashboard-view-meetings = Встречи
dashboard-view-ask = Спросить
dashboard-view-stale = Забытое
dashboard-view-reliability = Надёжность
dashboard-try-again = Повторить
dashboard-look-up = Ничего не записано. Причина — вверху страницы.
dashboard-more = Показать ещё { $count }
dashboard-close = Закрыть
dashboard-clear = Убрать эти строки
dashboard-percent = { $value } %

# Предложение
dashboard-group = { $when } · осталось решить: { $count }
dashboard-why = Почему спрашивает: { $reason } (уверенность — { $confidence }).
dashboard-shadow-auto = Теневой режим: сделал бы сам
dashboard-shadow-review = Теневой режим: спросил бы
dashboard-shadow-board = Доска «{ $board }» в теневом режиме: пока вы не примените изменение здесь, ничего не меняется.
dashboard-shadow-board-next = Когда станете доверять: boardscribe board mode { $ref } live
dashboard-more-quotes = { $count ->
    [one] ещё { $count } цитата
    [few] ещё { $count } цитаты
   *[many] ещё { $count } цитат
}
dashboard-board-filter = Доска
dashboard-all-boards = Все доски

# Решение
dashboard-apply = Применить
dashboard-edit = Изменить
dashboard-other = Другая карточка
dashboard-note = Только заметка
dashboard-reject = Отклонить
dashboard-edit-label = { $kind ->
    [move] Колонка
    [due] День
    [assign] Кто
    [unassign] Кто
    [label] Метка
    [unlabel] Метка
    [comment] Комментарий
    [describe] Что дописать в описание
    [add_check] Пункт чек-листа
   *[other] Название
}
dashboard-edit-hint = { $kind ->
    [move] Одна из:
    [due] Как сказали бы вслух: «к пятнице», «через две недели», 2026-03-06. Считается от дня встречи.
    [assign] Один из:
    [unassign] Один из:
    [label] Одна из:
    [unlabel] Одна из:
   *[other] Запишется так, как стоит здесь.
}
dashboard-edit-apply = Применить так
dashboard-other-label = Верная карточка
dashboard-other-apply = Применить к этой карточке
dashboard-reject-why = Что здесь не так?
dashboard-decided = { $answer ->
    [note] Оставлено заметкой: { $title }
    [other_card] Передано другой карточке: { $title }
   *[reject] Отклонено: { $title }
}
dashboard-state = { $state ->
    [approved] Записывается на доску: { $title }
    [applying] Записывается на доску: { $title }
    [applied] На доске: { $title }
    [failed] Записать не удалось: { $title }
    [unknown] Пока неизвестно, приняла ли доска: { $title }
    [rejected] Отклонено: { $title }
    [superseded] Заменено другим предложением: { $title }
    [expired] Устарело: { $title }
    [undone] Отменено: { $title }
    [shadow] Ждёт решения: { $title }
   *[open] Снова в очереди: { $title }
}
dashboard-worker-away = Сейчас этим никто не занят: запущен ли `boardscribe serve` или `boardscribe work`?

# Решать нечего
dashboard-empty-none = Встреч пока нет
dashboard-empty-none-next = Передайте первую в разделе «Встречи» или в терминале:
    boardscribe process встреча.vtt --board local:ИМЯ
dashboard-empty-busy = Встреча «{ $title }» обрабатывается
dashboard-empty-busy-next = Всё, что потребует вашего решения, появится здесь. Как далеко она продвинулась, видно в разделе «Встречи».
dashboard-empty-failed = Встречу «{ $title }» не удалось обработать до конца
dashboard-empty-failed-next = Что помешало и как повторить — в разделе «Встречи».
dashboard-empty-done = Всё решено
dashboard-empty-done-next = Что сделано и как это отменить — в разделе «Изменения».

# Изменения
dashboard-no-changes = На досках пока ничего не изменено
dashboard-no-changes-next = Здесь будет всё, что вы примените в разделе «Решить» и что Boardscribe сделает сам на рабочих досках.
dashboard-by-gate = { $at } · без вопроса: { $rule }
dashboard-by-person = { $at } · решение: { $name } ({ $where })
dashboard-undo = Отменить
dashboard-redo = Вернуть
dashboard-undo-anyway = Всё равно отменить
dashboard-leave = Оставить
dashboard-undo-done = Отменено: { $card }
dashboard-undo-record = Отмена
dashboard-undone = Отменено

# Встречи
dashboard-no-meetings = Встреч пока нет
dashboard-no-meetings-next = Передайте расшифровку или запись выше или в терминале:
    boardscribe process встреча.vtt --board local:ИМЯ
dashboard-stage-received = Принята
dashboard-stage-transcribing = Распознаётся
dashboard-stage-summarizing = Составляется протокол
dashboard-stage-matching = Сопоставляется с доской
dashboard-stage-asking = Ждёт решений
dashboard-stage-done = Готова
dashboard-stage-stopped = Остановлена
dashboard-stage-failed = Остановлена ошибкой
dashboard-work-transcribe = Распознавание речи
dashboard-work-summarize = Составление протокола
dashboard-work-apply = Запись на доску
dashboard-work-advance = Разбор встречи
dashboard-details = Протокол
dashboard-retry = Повторить
dashboard-retried = Снова в очереди на обработку.
dashboard-hand-in = Передать встречу
dashboard-hand-in-file = Запись, расшифровка или выгрузка чата
dashboard-hand-in-board = Доска
dashboard-no-board = Без доски: только протокол
dashboard-hand-in-send = Передать
dashboard-hand-in-nothing = Сначала выберите файл.
dashboard-handed-in = Принято: { $title }
dashboard-heard = { $count ->
    [one] Услышано и ничего не меняет: { $count }
    [few] Услышано и ничего не меняет: { $count }
   *[many] Услышано и ничего не меняет: { $count }
}
dashboard-no-minutes = Протокола пока нет.
dashboard-empty-minutes = Ничего из сказанного в протокол не вошло.
dashboard-undo-all = Отменить все изменения этой встречи
dashboard-undo-all-sure = Отменить все изменения этой встречи? То, что с тех пор изменили люди, останется.
dashboard-undo-all-yes = Да, отменить все
dashboard-undone-count = { $count ->
    [one] Отменено { $count } изменение.
    [few] Отменено { $count } изменения.
   *[many] Отменено { $count } изменений.
}

# Вопросы
dashboard-question = Вопрос о встречах, карточках и документах
dashboard-question-example = Что решили про летний сезон?
dashboard-question-empty = Сначала напишите вопрос.
dashboard-ask = Спросить
dashboard-thinking = Ищу во встречах…
dashboard-not-discussed-next = Попробуйте другие слова или загляните в саму встречу в разделе «Встречи».

# Забытые карточки
dashboard-no-boards = Досок пока нет
dashboard-no-boards-next = Загрузите доску в терминале: boardscribe board import ФАЙЛ
dashboard-stale-no-meeting = Об этой доске ещё не было встреч
dashboard-stale-no-meeting-next = boardscribe process ФАЙЛ --board { $ref }

# Состояние
dashboard-health = { $count ->
    [0] Всё работает
   *[other] Ограничено: { $names }
}

problem-api-unreachable = API по адресу { $url } недоступен.
problem-api-unreachable-next = Запустите его командой `boardscribe serve` и повторите. Ничего не потеряно.
problem-api-slow = API по адресу { $url } слишком долго не отвечает.
problem-api-slow-next = Повторите чуть позже; ваше решение могло быть уже записано.
problem-api-key-wrong = API не принял ключ панели.
problem-api-key-wrong-next = Запустите панель командой `boardscribe dashboard` той же установки или задайте ключ API в BOARDSCRIBE_API_TOKEN.
problem-api-foreign = По адресу { $url } отвечает не Boardscribe ({ $status }).
problem-api-foreign-next = Проверьте BOARDSCRIBE_API_PORT и что ещё занимает этот порт.
problem-api-other-version = API по адресу { $url } другой версии, чем эта панель.
problem-api-other-version-next = После обновления перезапустите `boardscribe serve` и `boardscribe dashboard`.

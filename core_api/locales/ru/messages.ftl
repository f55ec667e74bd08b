# Сообщения в мессенджерах. Жирный шрифт, цитаты и ссылки ставит notifier/wording.

# Вопрос
message-question = { $number ->
    [0] Проверить
   *[other] Проверить · { $number } из { $total }
}
message-of-meeting = «{ $title }», { $at }
message-board = доска «{ $name }»
message-column = колонка «{ $name }»
message-said = Сказано на встрече
message-match = Совпадение с карточкой: { $level ->
    [high] высокое
    [medium] среднее
   *[low] низкое
}
message-why = Почему спрашиваю: { $reason }.
message-react = Ответьте реакцией:
message-more = { $count ->
    [one] и ещё { $count }
   *[other] и ещё { $count }
}

# Что спрашивается сейчас
step-field = Что изменить?
step-value = { $field ->
    [due] Напишите новый срок, например «к пятнице» или «через две недели»
    [column] Напишите, в какую колонку
    [members] Напишите имя исполнителя
    [labels] Напишите метку
    [name] Напишите новое название
    [description] Напишите, что дописать в описание
    [comments] Напишите текст комментария
    [checklist] Напишите пункт чек-листа
    [check] Напишите, какой пункт чек-листа
    [card] Напишите название новой карточки
   *[none] Напишите новое значение
}
step-card = { $found ->
    [0] Похожих карточек нет. Нажмите «Найти» и напишите номер или слова из названия
   *[other] К какой карточке это относится?
}
step-search = { $found ->
    [-1] Напишите номер карточки или слова из её названия
    [0] Ничего не нашлось. Напишите номер карточки или другие слова из названия
   *[other] Вот что нашлось. Какая карточка верная?
}
step-reason = Что здесь не так?

# Что стало с вопросом
message-outcome-approved = Одобрено
message-outcome-edited = Изменено и одобрено
message-outcome-other_card = Передано другой карточке
message-outcome-noted = Оставлено заметкой
message-outcome-rejected = Отклонено
message-outcome-applying = Записывается на доску
message-outcome-applied = Сделано на доске
message-outcome-failed = Записать не удалось
message-outcome-unknown = Пока неизвестно, приняла ли доска изменение
message-outcome-undone = Отменено
message-outcome-superseded = Заменено другим предложением
message-outcome-expired = Срок ответа вышел, ничего не изменено
message-outcome-waiting = Решено, но ещё не записано
message-decided = Решение: { $name }, { $at }
message-decided-by-name = Решение: { $name }
message-reason = Причина: { $reason }
reason-wrong-card = не та карточка
reason-wrong-change = не то изменение
reason-already-done = уже сделано
reason-not-said = этого не говорили
reason-not-needed = не нужно

# Сводка
message-digest-meeting = Итоги встречи
message-digest-reminder = Напоминание: ждут вашего ответа
message-digest-daily = Ждут вашего ответа
message-digest-escalation = Никто не ответил, теперь решать вам
message-digest-done = Сделано без вопроса: { $count }
message-digest-asks = { $total ->
    [0] Вас спрашивать не о чем
   *[other] { $count ->
        [0] Всё решено
        [one] Нужно ваше решение: { $count } вопрос
        [few] Нужно ваше решение: { $count } вопроса
       *[many] Нужно ваше решение: { $count } вопросов
    }
}
message-digest-others = { $count ->
    [one] Ещё { $count } вопрос задан другим
    [few] Ещё { $count } вопроса заданы другим
   *[many] Ещё { $count } вопросов задано другим
}

# Знакомство
message-hello = Здравствуйте! Это Boardscribe.
    Слушаю встречи команды, переношу договорённости на доску и спрашиваю, когда есть сомнения. Вопросы будут приходить сюда.

    Что ещё можно: /help
message-linked = Готово, { $name }!
    Теперь вопросы по вашим доскам приходят сюда. Что ещё можно: /help
message-link-code-wrong = Этот код не подошёл.
    Он одноразовый и действует недолго. Попросите у администратора новый.
message-not-linked = Мы ещё не знакомы.
    Попросите у администратора Boardscribe одноразовый код и пришлите его сюда: /start КОД

    Администратор может связать вас и сам: `boardscribe people link ИМЯ --{ $channel } { $user }`
message-help = Что можно
    /ask вопрос — ответ из прошлых встреч, с цитатами
    /today — что ждёт вас сегодня
    /board — карточки без новостей
    /undo — отменить недавнее изменение
    /quiet 22:00-08:00 — тихие часы, /quiet off — без них
    /mute — ничего не присылать без просьбы, /unmute — снова присылать
    /lang ru, /lang en — язык
    /help — эта подсказка

    Пришлите запись, голосовое сообщение или расшифровку — это станет новой встречей.
message-text-not-understood = Понимаю кнопки и команды, а обычный текст — нет.
    Спросить о встречах: /ask вопрос
    Все команды: /help

# Вопросы к встречам и к доске
message-ask-empty = Напишите вопрос после команды, например: /ask когда открываем продажу?
message-answer-working = Ищу во встречах…
message-answer = { $answer }
message-answer-none = { ask-not-discussed }
message-board-unknown = Доски «{ $text }» среди ваших нет.
    Ваши доски: { $names }
message-board-none = Среди ваших досок пока нет ни одной.
message-board-stale = { $count ->
    [0] На доске «{ $board }» нет забытых карточек
    [one] На доске «{ $board }» { $count } карточка без новостей
    [few] На доске «{ $board }» { $count } карточки без новостей
   *[many] На доске «{ $board }» { $count } карточек без новостей
}
    { $count ->
    [0] На встрече «{ $meeting }» говорили обо всех карточках в работе.
    [1] О ней не говорили на встрече «{ $meeting }».
   *[other] О них не говорили на встрече «{ $meeting }».
    }
message-today = Сегодня
    Ждёт вашего решения: { $waits }. Изменено без вопроса: { $auto }, по решению людей: { $people }.
message-today-none = Сегодня ничего не изменилось, и решать нечего.
message-nothing-waits = Решать больше нечего.
message-item-citation = «{ $text }», { $at }
message-item-stale = { $text } — колонка «{ $column }»
message-item-waiting = { $count ->
    [one] «{ $text }»: ждёт решения { $count } вопрос
    [few] «{ $text }»: ждут решения { $count } вопроса
   *[many] «{ $text }»: ждут решения { $count } вопросов
}
message-item-change-auto = { $text } · { $operation } · без вопроса, { $at }
message-item-change-by = { $text } · { $operation } · { $name }, { $at }

# Как спрашивать
message-quiet-set = Тихие часы: с { $begins } до { $ends }.
    В это время вопросы не приходят; они подождут.
message-quiet-off = Тихих часов больше нет.
message-muted = Без вашей просьбы больше ничего не придёт.
    Вопросы ждут в панели и в терминале. Снова присылать: /unmute
message-unmuted = Вопросы снова приходят сюда.
message-language-which = Какой язык? /lang ru — русский, /lang en — английский.
message-language-set = Хорошо, дальше по-русски.

# Отмена
message-undo-list = Что отменить?
message-undo-none = { undo-nothing }
message-undone = Отменено: «{ $card }»
message-undone-more = Отменено: «{ $card }». Что ещё отменить?

# Встречи, которые присылают
message-meeting-which-board = К какой доске относится «{ $title }»?
message-meeting-received = Принято: «{ $title }».
    Напишу, когда всё будет разобрано.
message-meeting-progress = «{ $title }»: { $stage ->
    [transcribing] распознаётся речь
    [summarizing] составляется протокол
    [matching] сопоставляется с доской
   *[received] в очереди
}
message-meeting-done = «{ $title }» разобрана
    Сделано без вопроса: { $done }. Ждёт решения: { $asks }.
message-meeting-failed = «{ $title }» не удалось разобрать
message-file-too-large = { $channel ->
    [telegram] Файл слишком велик: Telegram отдаёт ботам только файлы до { $limit } МБ.
   *[other] Файл слишком велик: мессенджер отдаёт ботам только файлы до { $limit } МБ.
    }
    Передайте его в панели, в разделе «Встречи», или командой `boardscribe process`.{ $channel ->
    [telegram] {" "}Если нужно слать большие записи сюда, администратор может поставить собственный сервер Bot API и указать его адрес в BOARDSCRIBE_TELEGRAM_URL: с ним ограничения нет.
   *[other] {""}
    }
message-file-kind = «{ $name }» не похоже на запись или расшифровку встречи.
    Пришлите запись (звук или видео), голосовое сообщение или расшифровку: vtt, srt, txt, json, docx.

# Когда ответить не вышло
message-too-many = Слишком много сообщений подряд. Подождите минуту и напишите снова.
message-no-role = { $name }, у вас пока нет роли ни на одной доске.
    Её даёт администратор: `boardscribe people grant`
message-not-deciding = { $name }, встречи присылает тот, кто принимает решения хотя бы по одной доске.
    Такую роль даёт администратор: `boardscribe people grant`
message-value-not-understood = «{ $text }» не получилось понять.
message-search-none = По запросу «{ $text }» ничего не нашлось.
    Напишите номер карточки или другие слова из её названия.
message-cancelled = Хорошо, ничего не изменено.
message-decided-by = Этот вопрос уже решён: { $name }, { $at }.
message-stale = Карточка с тех пор изменилась, поэтому этот вопрос больше не действует.
message-expired = Срок ответа вышел.
    Вопрос остался в панели: там его ещё можно решить.
message-revoked = Вы больше не принимаете решений по этой доске.
    Если это ошибка, обратитесь к администратору.
message-listen-no-sound = Послушать нечего: у этой встречи нет записи, только текст.
message-write-paused = Изменения доски «{ $board }» остановлены.
    Решения сохраняются и будут записаны, когда запись снова разрешат.
message-problem = Не получилось
message-problem-unsaid = Этому помешала ошибка.
message-problem-unsaid-next = Подробности — в панели и в журнале установки.
message-approval-link = Решить можно на странице, до { $until }

# Меню команд в Telegram: не больше 256 знаков каждая
command-ask = Ответ из прошлых встреч, с цитатами
command-today = Что ждёт вас сегодня
command-board = Карточки без новостей
command-undo = Отменить недавнее изменение
command-quiet = Тихие часы: /quiet 22:00-08:00
command-mute = Ничего не присылать без просьбы
command-unmute = Снова присылать вопросы
command-lang = Язык: ru или en
command-help = Что я умею

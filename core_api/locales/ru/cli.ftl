# Терминал: справка, заголовки, вопросы.
cli-help = Boardscribe переносит встречи на канбан-доску: сам, когда уверен, и с вашего слова, когда нет.
cli-json-option = Вывести один объект JSON вместо текста.
cli-demo-help = Показать весь путь на учебной встрече: без ключей и загрузок.
cli-demo-language-option = Какую учебную встречу проиграть.
cli-demo-pause-option = Ждать Enter между шагами.
cli-process-help = Провести встречу (запись, видео, расшифровку, выгрузку чата) до доски.
cli-process-input-argument = Аудио, видео, .vtt, .srt, .txt, .json, .docx или выгрузка чата Telegram (result.json).
cli-process-board-option = local:ИМЯ, trello:ID, kaiten:ID, kanboard:ID или file:ПУТЬ к доске в виде JSON-выгрузки Trello (только чтение, включает --dry-run).
cli-process-started-at-option = Когда началась встреча, например 2026-03-03T10:00:00+03:00. От этого дня считаются «к пятнице» и прочее.
cli-process-title-option = Название встречи; без него — имя файла.
cli-process-language-option = Язык встречи; без него определяется сам.
cli-process-minutes-language-option = Язык протокола, на каком бы языке ни говорили (см. BOARDSCRIBE_MINUTES_LANGUAGE).
cli-process-asr-model-option = Модель распознавания речи для этого запуска (см. BOARDSCRIBE_ASR_MODEL).
cli-process-again-option = Передать тот же файл как другую встречу.
cli-process-dry-run-option = Сказать, что было бы сделано; ничего не менять и не сохранять.
cli-review-help = Разобрать то, что ждёт решения: одобрить, изменить, другая карточка, только заметка, отклонить.
cli-review-board-option = Только вопросы этой доски.
cli-retrieve-help = Найти тексты файла через тот же указатель, что и у `ask`, в новом хранилище; на входе и выходе строки JSON, для оценки поиска.
cli-retrieve-passages-option = Файл из строк JSON, по тексту в строке: {"{"}"id", "text"{"}"}.
cli-retrieve-queries-option = Файл из строк JSON, по вопросу в строке: {"{"}"id", "text"{"}"}.
cli-retrieve-top-option = Не больше стольких текстов на вопрос.
cli-ask-help = Ответить на вопрос по прошлым встречам, со ссылками.
cli-ask-question-argument = Вопрос, по-русски или по-английски.
cli-ask-meeting-option = Только по этой встрече.
cli-undo-help = Отменить одно изменение или все изменения встречи.
cli-undo-change-argument = Идентификатор изменения, как его печатают `process` и `meeting show`.
cli-undo-meeting-option = Отменить все изменения этой встречи, начиная с последнего.
cli-undo-force-option = Даже если с тех пор кто-то изменил то же поле или изменение старше 30 дней.
cli-undo-which = Укажите либо изменение, либо --meeting.
cli-board-help = Доски: import, list, show, stale, mode, role, stop, policy, waiting, resume, sweep, delete, connect, disconnect, hook.
cli-board-argument = Доска, например local:demo-ru.
cli-board-import-help = Сделать местную доску из файла в виде JSON-выгрузки Trello. Она начинает в теневом режиме.
cli-board-import-file-argument = Файл выгрузки JSON.
cli-board-import-name-option = Имя местной доски; без него составляется из названия.
cli-board-import-replace-option = Заменить местную доску с тем же именем.
cli-board-list-help = Показать доски, которые хранятся здесь или подключены, даже недоступные.
cli-board-show-help = Показать доску: колонки с их ролями и карточки.
cli-board-stale-help = Показать, о каких карточках говорили на последней встрече, а какие молчат и как давно.
cli-board-mode-help = shadow: спрашивать обо всём, самому ничего не менять. live: менять доску, когда уверен.
cli-board-mode-argument = shadow или live.
cli-board-role-help = Сказать, что значит колонка, если догадка неверна.
cli-board-role-column-argument = Название или идентификатор колонки.
cli-board-stop-help = Аварийный выключатель: сразу прекратить любую запись на доску.
cli-board-stop-off-option = Снова разрешить запись.
cli-meeting-help = Встречи: list, show, plan.
cli-meeting-argument = Идентификатор встречи.
cli-meeting-list-help = Показать встречи, новые сверху, и как далеко каждая продвинулась.
cli-meeting-show-help = Показать, что вышло из встречи.
cli-meeting-plan-help = Спланировать встречу заново по нынешней доске; обо всём новом спросит.
cli-serve-help = Запустить API на этой машине вместе с исполнителем работ.
cli-serve-no-worker-option = Только API; исполнителя запустите отдельно: `boardscribe work`.
cli-work-help = Запустить ещё одного исполнителя работ.
cli-dashboard-help = Открыть панель в браузере (ей нужен запущенный `boardscribe serve`).
cli-doctor-help = Сказать, чего не хватает и как это исправить.
cli-doctor-env-example-option = Вывести все настройки как пример файла .env.
cli-bad-moment = «{ $text }» — не дата и время по ISO, например 2026-03-03T10:00:00+03:00.
cli-bad-settings = Настройки не годятся: { $detail }
env-example-head = Настройки Boardscribe. Скопируйте в .env и уберите # у строк, которые меняете.

# Слова в таблицах и рамках
speaker = Спикер { $number }
quoted = «{ $text }»
nothing = ничего
new-card = новая карточка
decision = Решение:
action = Сделать:
asks = Решить
undone = {" "}(отменено)
runner-up = Возможно, другая карточка: { $name }
why-asks = Почему спрашивает: { $reason } (уверенность { $confidence }).
route-auto = сам
route-review = спрашивает
column-card = Карточка
column-change = Что меняется
column-said = Кто сказал
column-route = Как
column-id = Ид.
column-ref = Доска
column-name = Название
column-cards = Карточек
column-mode = Режим
column-title = Название
column-date = Дата
column-board = Доска
column-stage = Этап
field-column = колонка
field-due = срок
field-members = участники
field-check = пункт списка
field-checklist = список
field-labels = метки
field-name = название
field-description = описание
field-comments = комментарий
field-archived = в архиве
field-card = карточка
operation-comment = Комментарий
operation-move = Переместить
operation-due = Срок
operation-assign = Назначить
operation-unassign = Снять исполнителя
operation-check = Отметить пункт
operation-uncheck = Снять отметку
operation-add_check = Добавить пункт
operation-label = Метка
operation-unlabel = Снять метку
operation-rename = Переименовать
operation-describe = Дописать описание
operation-create = Новая карточка
operation-archive = В архив
operation-restore = Из архива
operation-withdraw = Забрать назад
role-queue = очередь
role-working = в работе
role-waiting = ожидание
role-done = готово
mode-shadow = теневой (спрашивает обо всём, сам ничего не меняет)
mode-live = рабочий
mode-stopped = остановлена
section-overview = Кратко
section-decisions = Решения
section-actions = Поручения
section-would = Что было бы сделано
section-waiting = Ждёт вашего решения
section-applied = Изменено на доске
section-questions = Открытые вопросы
section-stale = На встрече не упоминались
next-review = { $count ->
    [one] { $count } изменение ждёт вас: boardscribe review
    [few] { $count } изменения ждут вас: boardscribe review
   *[many] { $count } изменений ждут вас: boardscribe review
}
stage-decode = Чтение записи
stage-listen = Поиск речи
stage-transcribe = Распознавание речи
stage-diarize = Разделение голосов
stage-summarize = Составление протокола
meeting-stage-received = принята
meeting-stage-transcribing = распознаётся
meeting-stage-summarizing = составляется протокол
meeting-stage-matching = сопоставляется с доской
meeting-stage-asking = ждёт людей
meeting-stage-done = готова
meeting-stage-stopped = остановлена
meeting-stage-failed = ошибка
meeting-none = Встреч пока нет: boardscribe process ФАЙЛ
meeting-planned-again = { $count ->
    [0] Ничего нового: прежние вопросы остаются.
    [one] Новый вопрос: { $count }. boardscribe review
    [few] Новых вопроса: { $count }. boardscribe review
   *[many] Новых вопросов: { $count }. boardscribe review
}
board-none = Досок пока нет: boardscribe board connect trello, kaiten или kanboard; либо boardscribe board import ФАЙЛ
board-imported = { $ref }: загружено карточек — { $cards }.
board-roles = Колонки: { $roles }. Неверную догадку исправит `boardscribe board role`.
board-shadow-hint = Доска в теневом режиме. Когда станете доверять: boardscribe board mode { $ref } live
board-now-shadow = { $ref } в теневом режиме: само ничего не меняется, обо всём будет вопрос.
board-now-live = { $ref } в рабочем режиме: верные изменения делаются, остальные спрашивают.
board-role-set = { $column } = { $role }
board-stopped = Запись на { $ref } остановлена.
board-resumed = На { $ref } снова можно писать.
stale-title = { $count ->
    [0] Все карточки в работе упомянуты на встрече «{ $meeting }».
    [one] { $count } карточка в работе не упомянута на встрече «{ $meeting }»:
    [few] { $count } карточки в работе не упомянуты на встрече «{ $meeting }»:
   *[many] { $count } карточек в работе не упомянуто на встрече «{ $meeting }»:
}
review-empty = Решать пока нечего.
review-title = { $number } из { $total } · { $meeting }
review-prompt = [a] одобрить, [e] изменить, [c] другая карточка, [n] только заметка, [r] отклонить, [s] пропустить, [q] выйти
review-edit-prompt = Новое значение (колонка, день вроде «к пятнице», человек, текст; пусто — назад)
review-card-prompt = Номер или часть названия верной карточки (пусто — назад)
review-reason-prompt = Почему? { $reasons }
review-came-back = «{ $card }» — снова вопрос: { $reason }
review-left = { $count ->
    [0] Больше решать нечего.
    [one] Осталось решить: { $count }.
    [few] Осталось решить: { $count }.
   *[many] Осталось решить: { $count }.
}
ask-not-discussed = В записях об этом ничего не нашлось.
undo-nothing = Отменять нечего.
serving = API слушает { $url } (описание: { $url }/docs).
serving-token = Ключ лежит в { $path }.
working = Исполнитель работает; остановит Ctrl-C.
dashboard-at = Панель: { $url }.
doctor-home = Эта установка живёт в { $path }

# doctor и /ready
check-state-ok = в порядке
check-state-degraded = ограничено
check-state-down = не хватает
check-database = База данных
check-speech = Распознавание речи
check-speakers = Разделение голосов
check-model = Языковая модель
check-embedder = Сопоставление по смыслу
check-disk = Диск
check-dashboard = Панель
check-database-ok = { $kind } отвечает.
check-database-down = База данных не отвечает: проверьте BOARDSCRIBE_DATABASE_URL. Без неё ничего не работает.
check-disk-ok = Свободно { $free } ГБ в { $path }.
check-disk-low = Свободно только { $free } ГБ в { $path }: длинные записи могут не поместиться.
check-speech-ok = { $model } на месте.
check-speech-none = Модель речи не названа. Готовые расшифровки принимаются; для записей положите модель faster-whisper в { $path }/whisper и задайте её имя в BOARDSCRIBE_ASR_MODEL.
check-speech-demo = demo-en понимает только чёткий английский и нужен для показа; для настоящих встреч задайте BOARDSCRIBE_ASR_MODEL.
check-speech-demo-missing = demo-en требует pocketsphinx: make setup EXTRAS=demo
check-speech-missing = { $model } нет в { $path }: положите туда model.bin, config.json и tokenizer.json.
check-speakers-ok = { $diarizer } готов.
check-speakers-missing = Нет весов кодировщика голоса: выполните `make setup` или pip install --no-deps resemblyzer==0.1.4
check-model-ok = { $model } на { $url } отвечает.
check-model-none = Языковой модели нет: протокол собирается из цитат, и почти каждое изменение спрашивает. Задайте BOARDSCRIBE_LLM_URL и BOARDSCRIBE_LLM_MODEL.
check-model-down = { $model } на { $url } не отвечает. Пока так, протокол собирается из цитат, и почти каждое изменение спрашивает.
check-model-resting = { $model } на { $url } не справилась несколько раз подряд, и её не спрашивают ещё { $seconds } с. Пока так, протокол собирается из цитат, и почти каждое изменение спрашивает.
check-embedder-ok = Используется { $model }.
check-embedder-none = Сравниваются слова, а не смысл. Для большего: make setup EXTRAS=semantic и BOARDSCRIBE_EMBED_MODEL.
check-embedder-missing = { $model } требует sentence-transformers: make setup EXTRAS=semantic
check-dashboard-ok = boardscribe dashboard
check-dashboard-absent = Streamlit не установлен: make setup

# Показ
demo-intro = Планёрка на входе — изменённая доска на выходе. Смотрите:
demo-board = Доска { $ref }: карточек { $cards }, рабочий режим.
demo-working = Работаю с { $name } …
demo-took = ({ $seconds } с)
demo-press-enter = Enter — дальше
demo-step-heard = Услышано
demo-about-heard-recording = Запись как текст: кто что сказал. (demo-en разбирает чёткий английский и нужен только для показа; для своих встреч подключают настоящую модель речи.)
demo-about-heard-transcript = Встреча как текст: кто что сказал. (Здесь — готовая расшифровка; для записей нужна модель речи.)
demo-heard-facts = Реплик { $segments }, говорящих { $speakers }, длина { $length }.
demo-step-understood = Понято
demo-about-understood = К чему пришла встреча, теми самыми словами. Языковую модель никто не спрашивал.
demo-understood-facts = Фактов { $facts }, решений { $decisions }.
demo-step-matched = Сопоставлено
demo-about-matched = Каждый факт ищется на доске: сначала существующие карточки, а не гора новых.
demo-untouched = Сказано, но доску менять не должно (шутки, «если бы», взятое назад): { $count }; карточек в работе без упоминания: { $stale }.
demo-step-applied = Сделано само
demo-about-applied = Карточка названа прямо, изменение сказано прямо: это прошло само, у каждого — слова и отмена.
demo-step-asked = Спрошено
demo-about-asked = Всё, в чём уверенности меньше, ждёт человека.
demo-asked-count = { $count ->
    [one] Ждёт { $count } изменение. Например:
    [few] Ждут { $count } изменения. Например:
   *[many] Ждут { $count } изменений. Например:
}
demo-step-approved = Одобрено
demo-about-approved = Одно из них одобрено — так, как это делают `boardscribe review` или панель.
demo-step-undone = Отменено
demo-about-undone = Одно изменение взято назад. Отмена — тоже изменение со своей записью.
demo-step-answered = Отвечено
demo-about-answered = Вопрос о встрече и ответ с источником.
demo-next = Всё сохранено в { $home }. Посмотреть: boardscribe board show { $ref }, boardscribe serve, boardscribe dashboard.
    Дальше — для своей команды:
      1. Встреча:  boardscribe process встреча.vtt --dry-run       (записи: boardscribe doctor скажет, какую модель речи добавить)
      2. Доска:    boardscribe board connect trello   (или kaiten, kanboard; начнёт в теневом режиме)
      3. Модель:   задайте BOARDSCRIBE_LLM_URL и BOARDSCRIBE_LLM_MODEL (любой сервер, совместимый с OpenAI)
prompt-again = Введите одно из: { $answers }

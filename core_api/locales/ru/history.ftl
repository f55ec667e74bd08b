# История карточек и выгрузка журнала изменений.
cli-history-help = Рассказать, почему карточка такая: что изменено, чьими словами, кто решил и что на доске меняли другие.
cli-history-card-argument = Карточка: её номер, идентификатор, название или часть названия.
cli-history-board-option = Только эта доска, например local:demo-ru. Нужна, если подходят карточки нескольких досок.
cli-history-check-option = Вместо одной карточки: проверить, сходятся ли записи по всем карточкам.
cli-history-which = Назовите либо карточку, либо --check.
cli-export-help = Выгрузить протокол встречи (export ВСТРЕЧА) или журнал изменений (export changes).
cli-export-changes-help = Вывести все изменения на досках в стандартный вывод, начиная с самых старых.
cli-export-format-option = jsonl: по одному объекту JSON в строке, всё, что записано. csv: таблица для электронных таблиц, строка на каждое изменённое поле, через запятую, UTF-8 с меткой порядка байтов; ячейки, которые таблица стала бы вычислять, начинаются с апострофа.
cli-export-board-option = Только изменения этой доски.
cli-export-since-option = Только изменения начиная с этого времени, например 2026-03-01 или 2026-03-01T10:00:00+03:00.
history-nothing = Boardscribe ничего не менял на этой карточке.
history-meeting = «{ $title }» { $when }
history-by-gate = Сделано без вопроса.
# Где решили: и в истории, и в панели.
decided-where = { $channel ->
    [cli] в терминале
    [dashboard] в панели
    [telegram] в Telegram
    [max] в MAX
    [vk] в VK
    [express] в eXpress
    [matrix] в Matrix
    [webhook] через вебхук
    [web] на странице согласования
   *[other] через API
}
history-approved = Одобрил(а) { $name } ({ $where }).
history-done = Сделал(а) { $name } ({ $where }).
history-undo = Отменил(а) { $name } ({ $where }).
history-why = Почему без вопроса: { $rule } (уверенность { $confidence }).
history-asked = Почему спросил: { $rule } (уверенность { $confidence }).
history-model = Понято моделью { $model }, запрос { $prompt }.
history-no-model = Понято без языковой модели.
history-already = На доске так уже было: ничего не записано.
history-takes-back = Отменяет { $change }.
history-undone = Отменено изменением { $change }.
history-undone-by = Отменено { $at }, { $name } ({ $change }).
history-foreign = Кто-то { $field ->
    [column] переместил карточку на доске
    [due] изменил срок на доске
    [members] изменил участников на доске
    [check] изменил пункт чек-листа на доске
    [checklist] изменил чек-лист на доске
    [labels] изменил метки на доске
    [name] переименовал карточку на доске
    [description] изменил описание на доске
    [comments] изменил наш комментарий на доске
    [archived] убрал карточку в архив на доске или вернул её
   *[card] удалил карточку с доски или вернул её
}
history-seen = ({ $how ->
    [write] замечено при записи
    [webhook] сообщила доска
   *[snapshot] замечено при чтении доски
})
history-checked = { $cards ->
    [one] { $cards } карточка
    [few] { $cards } карточки
   *[other] { $cards } карточек
}, наших изменений: { $changes }, чужих: { $foreign }. { $wrong ->
    [0] Всё сходится.
    [one] Не сходится { $wrong } карточка.
    [few] Не сходятся { $wrong } карточки.
   *[other] Не сходятся { $wrong } карточек.
}
history-gap = { $card } ({ $board }): поле { $field } по записям — «{ $told }», а на карточке — «{ $found }».
problem-card-unknown = О карточке «{ $text }» ничего не известно.
problem-card-unknown-next = Хранится история карточек, которые назвала встреча или которые менял Boardscribe. Для любой другой назовите и доску: boardscribe history КАРТОЧКА --board ДОСКА.
dashboard-history = История карточки
dashboard-history-close = Скрыть историю

# Что не доставлено людям, какие мессенджеры подключены и что с ними.
cli-messages-help = Мессенджеры и сообщения, которые не дошли до людей.
cli-messages-send-test-help = Отправить человеку приветствие, чтобы проверить мессенджер.
cli-work-no-messengers-option = Не спрашивать людей в мессенджерах: это делают другие процессы.
messages-no-messengers = Мессенджеры не подключены: решения принимают на панели и командой `boardscribe review`.
messages-approves = там принимают решения
messages-notices = только уведомления
messages-none = Все сообщения доставлены.
messages-title = { $count ->
    [one] Не доставлено { $count } сообщение
    [few] Не доставлены { $count } сообщения
   *[other] Не доставлено { $count } сообщений
}
messages-column-to = Кому
messages-column-what = Что
messages-column-why = Почему
messages-column-since = С какого времени
messages-purpose-digest = Итоги встречи
messages-purpose-question = Вопрос
messages-purpose-reminder = Напоминание
messages-purpose-daily = Ежедневная сводка
messages-purpose-escalation = Вопрос всем, кто решает
messages-purpose-notice = Ответ
messages-purpose-clip = Запись
messages-state-quiet = Тихие часы до { $at }.
messages-state-queued = Отправляется с { $at }.
messages-state-retrying = Следующая попытка: { $at }.
messages-state-unsure = Неизвестно, дошло ли; следующая попытка: { $at }.
messages-state-refused = Мессенджер его не принимает.
messages-state-outdated = Сообщение на месте, но обновить его не удалось.
messages-greeted = Приветствие отправлено: { $name }, { $channel }.
message-hello-test = Здравствуйте, { $name }! Это проверка: Boardscribe может писать вам сюда.
problem-no-messengers = Ни один мессенджер не подключён.
problem-no-messengers-next = Укажите в настройках ключ хотя бы одного, например BOARDSCRIBE_TELEGRAM_TOKEN; все названия есть в deploy/env.example.
problem-nowhere-to-ask = { $name }: ни в одном подключённом мессенджере этого человека не знают.
problem-nowhere-to-ask-next = Свяжите его с учётной записью командой `boardscribe people link`; список мессенджеров покажет `boardscribe messages`.
check-messengers = Служба мессенджеров
check-messages = Сообщения людям
check-telegram = Telegram
check-max = MAX
check-vk = ВКонтакте
check-express = eXpress
check-matrix = Matrix
check-webhook = Мессенджер за вашим мостом
check-mail = Электронная почта
check-apprise = Уведомления через apprise
check-messengers-down = { $problem } Пока в мессенджерах никого не спрашивают; всё ждёт на панели и в `boardscribe review`, ничего не потеряется.
check-messages-waiting = { $count ->
    [one] { $count } сообщение не удаётся доставить с { $since }.
    [few] { $count } сообщения не удаётся доставить с { $since }.
   *[other] { $count } сообщений не удаётся доставить с { $since }.
} Попытки продолжаются; причины покажет `boardscribe messages`. Вопросы из них ждут и на панели.

# Вопросы людям в мессенджерах: что может пойти не так.

problem-letter-not-found = Сообщения «{ $id }» нет.
problem-letter-not-found-next = Посмотрите, что ждёт решения: `boardscribe review`.

problem-letter-unsure = Мессенджер { $channel } не ответил, принял ли он сообщение.
problem-letter-unsure-next = Скоро оно будет отправлено ещё раз; всё, что ждёт решения, есть и в `boardscribe review`.

# Название встречи, которую прислали в мессенджер без подписи
meeting-sent-by = Запись от { $name }

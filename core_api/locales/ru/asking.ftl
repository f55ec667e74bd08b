# Вопросы людям в мессенджерах: что может пойти не так.

problem-letter-not-found = Сообщения «{ $id }» нет.
problem-letter-not-found-next = Посмотрите, что ждёт решения: `boardscribe review`.

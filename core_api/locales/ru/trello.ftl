problem-webhook-unreadable = { $vendor } прислал уведомление, которое нельзя прочитать.
problem-webhook-unreadable-next = Ничего не потеряно: доска и так читается в своё обычное время. Если это повторится, сообщите нам.

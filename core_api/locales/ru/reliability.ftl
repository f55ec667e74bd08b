# Насколько можно верить: отчёт по решениям людей.
cli-reliability-help = Показать, как часто Boardscribe был прав: верная ли карточка, верное ли изменение, что этим доказано.
cli-reliability-board-option = Только эта доска; без неё — все.
decimal-mark = ,
reliability-title = Как часто Boardscribe был прав: { $where }. { $seen ->
    [one] { $seen } решение людей
    [few] { $seen } решения людей
   *[other] { $seen } решений людей
}
reliability-all-boards = все доски
reliability-nothing = Пока никто ничего не решал. Отвечайте на вопросы в мессенджере, в панели или командой `boardscribe review`: каждое решение попадёт сюда.
reliability-light = Легко отменить
reliability-middling = Заметно команде
reliability-grave = Трудно отменить
reliability-none-of-these = О таких изменениях ещё не спрашивали.
reliability-counts = { $seen ->
    [one] { $seen } решение
    [few] { $seen } решения
   *[other] { $seen } решений
}: верно { $right }, не та карточка { $card }, не то изменение { $change }.
reliability-bound = Ошибок не больше { $bound } (с вероятностью 90 %), допустимо { $budget }.
reliability-proved = Доказано для тех, где уверенность не ниже { $level }.
reliability-unproved = Пока не доказано: не хватает { $lacking ->
    [one] { $lacking } верного решения
   *[other] { $lacking } верных решений
} подряд.
reliability-calibration = Уверенность в карточке и как было на деле
reliability-column-stated = сказано
reliability-column-right = верно
reliability-column-seen = решений
reliability-calibration-error = В среднем сказанное расходится с тем, что вышло, на { $share }.
reliability-reasons = Почему отклоняли: { $counts }.
reliability-undone = Одобрено, а потом отменено: { $count }.
reliability-answered = Обычно отвечают через { $minutes ->
    [0] { $seconds } с
   *[other] { $minutes } мин { $seconds } с
}.

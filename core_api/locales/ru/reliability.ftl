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
}: верно { $right }, не та карточка { $card }, не то изменение { $change }{ $nobodys ->
    [0] {""}
   *[other] , уже было сделано { $nobodys }
}.
reliability-bound = Ошибок не больше { $bound } (с вероятностью 90 %), допустимо { $budget }.
reliability-proved = Доказано для тех, где уверенность не ниже { $level }.
reliability-unproved = Пока не доказано: не хватает { $lacking ->
    [one] { $lacking } верного решения
   *[other] { $lacking } верных решений
} подряд.
reliability-calibration = Названная уверенность и как было на деле
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
check-gate = Автоматические изменения
check-gate-narrowed = В последнее время слишком много автоматических изменений было неверно, поэтому снова { $count ->
    [one] спрашивает { $count } вид изменений
    [few] спрашивают { $count } вида изменений
   *[other] спрашивают { $count } видов изменений
}: { $boards }. Подробнее: «boardscribe reliability»; верные решения вернут их в автоматические.
reliability-gate = { $board }: { $mode }
reliability-coverage = Без вопроса сделано { $alone } из { $all ->
    [one] последнего { $all } изменения
   *[other] последних { $all } изменений
}.
reliability-column-kind = изменение
reliability-column-limit = без вопроса от
reliability-column-why = почему
reliability-why-shipped = пока ничего не доказано
reliability-why-board = доска требует большего
reliability-why-certified = доказано решениями
reliability-why-asks = спрашивает всегда
reliability-why-narrowed = спрашивает: из последних { $seen } неверно { $wrong }; вернётся примерно после { $lacking ->
    [one] { $lacking } верного
   *[other] { $lacking } верных
}
reliability-limits = { $board }: что делается без вопроса
reliability-mode = Режим: { $mode }.
reliability-asked-always = Всегда спрашивает: { $kinds }.
dashboard-reliability-nothing = Пока ничего не известно
reliability-without-model = Без языковой модели без вопроса делается только прямо сказанное о прямо названной карточке.

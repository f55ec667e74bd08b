# О каких карточках на встрече говорили, а какие молчат.
attention-headline = { $meeting } · { $day }
attention-news = С новостями
attention-discussed = Говорили, но нового не сказали
attention-stale = В работе, но не упоминались
attention-all-mentioned = Все карточки в работе на встрече упомянуты.
attention-silent = { $count ->
    [one] { $count } встречу подряд
    [few] { $count } встречи подряд
   *[many] { $count } встреч подряд
}
attention-alerts = Замолчавшие карточки: { $count }. Не упоминаются уже { $after ->
    [one] { $after } встречу подряд или дольше.
    [few] { $after } встречи подряд или дольше.
   *[many] { $after } встреч подряд или дольше.
}
attention-touched = на доске меняли { $day }
cli-policy-silent-meetings-option = После скольких встреч подряд без упоминания карточка в работе считается замолчавшей; 0 — не следить.
policy-silent-meetings = Замолчавшая карточка
policy-silent-after = { $count ->
    [one] { $count } встреча подряд без упоминания
    [few] { $count } встречи подряд без упоминания
   *[many] { $count } встреч подряд без упоминания
}
message-digest-unmentioned = { $count ->
    [one] { $count } карточка в работе не упомянута
    [few] { $count } карточки в работе не упомянуты
   *[many] { $count } карточек в работе не упомянуто
}
message-digest-silent = замолчали
message-digest-silent-more = и ещё { $count }
message-item-stale-silent = { $count ->
    [one] { $text } — колонка «{ $column }», { $count } встречу подряд
    [few] { $text } — колонка «{ $column }», { $count } встречи подряд
   *[many] { $text } — колонка «{ $column }», { $count } встреч подряд
}

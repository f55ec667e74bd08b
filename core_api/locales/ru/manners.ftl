# Как человека спрашивать, кого спрашивают по доске и как выглядят идентификаторы в других местах.
problem-identity-malformed = { $kind ->
    [telegram] «{ $id }» — не идентификатор пользователя Telegram: это число.
    [max] «{ $id }» — не идентификатор пользователя MAX: это число.
    [vk] «{ $id }» — не идентификатор пользователя VK: это число.
    [express] «{ $id }» — не идентификатор пользователя eXpress: это HUID вида 6fafda2c-6505-57a5-a088-25ea5d1d0364.
    [matrix] «{ $id }» — не идентификатор пользователя Matrix: он выглядит так: @anna:example.org.
    [email] «{ $id }» — не адрес электронной почты.
   *[other] «{ $id }» не может быть идентификатором: он пуст или слишком длинный.
}
problem-identity-malformed-next = { $kind ->
    [telegram] Укажите число, а не имя пользователя: имя может перейти к другому.
    [max] Укажите число, а не отображаемое имя.
    [vk] Укажите число после «id» в адресе страницы, а не короткое имя.
    [express] Его видит администратор eXpress в карточке пользователя.
    [matrix] Укажите его целиком, с @ и сервером, как в профиле человека.
    [email] Укажите адрес вида anna@example.org.
   *[other] Укажите идентификатор так, как он записан там.
}
problem-identity-place = { $kind ->
    [board] Для участника доски нужна сама доска.
   *[other] Место есть только у участника доски, а это учётная запись другого рода.
}
problem-identity-place-next = Для рода «board» укажите в «place» доску, для остальных оставьте поле пустым.
problem-channel-not-linked = { $name }: этот человек ещё не известен { $channel ->
    [telegram] в Telegram
    [max] в MAX
    [vk] в VK
    [express] в eXpress
    [matrix] в Matrix
    [mail] по почте
   *[other] в { $channel }
}.
problem-channel-not-linked-next = Сначала укажите, кто это там: boardscribe people link ИМЯ
problem-quiet-hours-unreadable = «{ $text }» — не промежуток времени суток.
problem-quiet-hours-unreadable-next = Укажите, например, 22:00-08:00 или «none», если тихих часов нет.
problem-duration-unreadable = «{ $text }» — не длительность.
problem-duration-unreadable-next = Укажите, например, 30m, 4h или 1d; «none» — никогда.
problem-kind-without-card = У «{ $kind }» ещё нет карточки, а значит, и исполнителя.
problem-kind-without-card-next = Уберите это из того, что подтверждает исполнитель.
problem-ask-group-unreadable = «{ $text }» — не групповой чат.
problem-ask-group-unreadable-next = Укажите мессенджер и идентификатор чата, например telegram:-1001234567890; «none» — без группы. Мессенджеры: { $channels }.

cli-people-show-help = Показать человека: кто он в других местах, какие у него роли и как его спрашивать.
cli-people-quiet-option = Часы, в которые человеку не пишут без его просьбы, по его времени, например 22:00-08:00; «none» — тихих часов нет.
cli-people-channel-option = Мессенджер, в котором человека спрашивают; «none» — первый, в котором он известен.
cli-people-mute-option = Не присылать человеку ничего без его просьбы; то, что его ждёт, остаётся в панели и терминале.
cli-people-webhook-option = Идентификатор пользователя в мессенджере за подписанным вебхуком.
people-column-language = Язык
people-column-timezone = Часовой пояс
people-column-asked = Как спрашивать
people-language-ru = русский
people-language-en = английский
people-unsaid = как у всей установки
people-nowhere = больше нигде не известен
people-no-roles = нет
people-asked-muted = без просьбы не присылать ничего
people-asked-anywhere = там, где известен раньше всего
people-asked-in-telegram = в Telegram
people-asked-in-max = в MAX
people-asked-in-vk = в VK
people-asked-in-express = в eXpress
people-asked-in-matrix = в Matrix
people-asked-in-webhook = через вебхук
people-asked-in-mail = по почте
people-asked-in-web = на странице согласования
people-asked-in-apprise = через apprise
people-asked-always = в любое время
people-asked-quiet = не беспокоить с { $begins } до { $ends }
people-identity-webhook = { $id } через вебхук

cli-policy-ask-first-option = Кого спрашивать первым: руководителей (leads), исполнителя карточки (card_owner) или того, кто передал встречу (meeting_owner).
cli-policy-assignee-confirms-option = Виды изменений, о которых исполнитель карточки может решать без роли, через запятую; «none» — никакие.
cli-policy-remind-option = Через сколько напомнить один раз, например 4h; «none» — не напоминать.
cli-policy-escalate-option = Через сколько спросить и всех остальных, кто решает, например 1d; «none» — никогда.
cli-policy-ask-group-option = Групповой чат, которому тоже сообщают о каждой встрече; «none» — без группы.
policy-ask-first = Первым спрашивают
policy-ask-first-leads = руководителей
policy-ask-first-card-owner = исполнителя карточки
policy-ask-first-meeting-owner = того, кто передал встречу
policy-assignee-confirms = Исполнитель подтверждает
policy-remind = Напоминание
policy-escalate = Остальных спрашивают
policy-ask-group = Группа, которой сообщают
policy-after = через { $span }
policy-never = никогда
span-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
span-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
   *[many] { $count } часов
}
span-minutes = { $count ->
    [one] { $count } минуту
    [few] { $count } минуты
   *[many] { $count } минут
}

# Звук цитаты
problem-no-sound = Слушать нечего: встреча пришла текстом или в этом месте ничего не записано.
problem-no-sound-next = Прочитайте цитату. Чтобы в другой раз можно было послушать, передавайте саму запись.
dashboard-listen = Послушать

# Чья это встреча
cli-process-owner-option = Чья это встреча, по имени: этого человека спросят первым, если так велит доска. По умолчанию — тот, кто её передаёт, если он известен.
meeting-owner = Чья встреча: { $name }

# Одноразовые коды
problem-link-code-wrong = Этот код неверен, уже использован или старше 15 минут.
problem-link-code-wrong-next = Попросите сделать новый: boardscribe people code ИМЯ
problem-link-code-locked = От вас пришло слишком много неверных кодов.
problem-link-code-locked-next = Подождите { $minutes } минут и попросите сделать новый код: boardscribe people code ИМЯ
cli-people-code-help = Сделать одноразовый код, по которому пользователя мессенджера узнают как этого человека.
people-code = Пусть { $name } отправит боту «/start { $code }» в любом мессенджере в течение { $minutes } минут — и там станет ясно, кто это. Код действует один раз.

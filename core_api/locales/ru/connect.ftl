# Подключение досок Trello, Kaiten и Kanboard.
cli-board-connect-help = Подключить доски Trello, Kaiten или Kanboard по шагам: ключи с наименьшими правами, затем доска в теневом режиме.
cli-board-disconnect-help = Забыть учётную запись Trello, Kaiten или Kanboard. Записи о сделанном остаются.
cli-connect-kind-argument = trello, kaiten или kanboard.
cli-connect-url-option = Адрес Kaiten или Kanboard, например https://company.kaiten.ru.
cli-connect-user-option = Пользователь Kanboard, которому принадлежит токен.
cli-connect-key-file-option = Файл с ключами вместо ввода: JSON, строки вида token=… или один токен.
cli-connect-board-option = Доска, которую подключить, по названию или идентификатору; можно указать несколько раз. Без неё выберете из списка.
cli-connect-yes-option = Ни о чём не спрашивать: роли колонок — по догадке, люди не связываются. Для сценариев.

connect-title = Подключаем { $vendor }
connect-steps-trello =
    Нужны две вещи: ключ и токен. Оба можно в любой момент отозвать в Trello.

    1. Ключ. Откройте https://trello.com/power-ups/admin и нажмите New: достаточно названия (скажем, Boardscribe)
       и рабочего пространства, адрес iframe оставьте пустым. Затем: API key → Generate a new API key.
    2. Токен. После ввода ключа здесь появится адрес. Откройте его, войдя под той учётной записью, от имени
       которой писать (лучше отдельной, участницы только этих досок), и нажмите «Разрешить».
       Он просит только чтение и запись, никогда — саму учётную запись, и действует 30 дней.

    Токен при вводе не показывается. Пока всё не заработает, ничего не сохраняется.
connect-steps-kaiten =
    Нужна одна вещь: ключ API. Он действует от имени того, кто его создал, поэтому заведите отдельного пользователя.

    1. Пользователь. Пусть администратор Kaiten пригласит пользователя для Boardscribe и откроет ему только
       пространства с вашими досками, с правом менять карточки. Администратором он быть не должен.
    2. Ключ. Войдите под ним, откройте профиль (картинка в углу) → «Ключ доступа к API», создайте и скопируйте.
       Страница: https://КОМПАНИЯ.kaiten.ru/profile/api-key

    Ключ при вводе не показывается. Пока всё не заработает, ничего не сохраняется.
connect-steps-kanboard =
    Нужна одна вещь: токен API пользователя. Ему можно то же, что пользователю, поэтому заведите отдельного.

    1. Пользователь. Администратор: «Настройки» → «Управление пользователями» → «Новый пользователь», роль
       «Пользователь» (не администратор и не менеджер). В каждом вашем проекте: «Настройка проекта» →
       «Разрешения» → добавьте его как участника проекта.
    2. Токен. Войдите под ним: картинка в углу → «Мой профиль» → API → создайте новый токен.

    Токен приложения (пользователь jsonrpc, «Настройки» → API) тоже годится, но ему можно всё во всех проектах,
    и у написанного им нет автора: берите токен пользователя.

    Токен при вводе не показывается. Пока всё не заработает, ничего не сохраняется.
connect-trello-key = Ключ API (пусто — выйти):
connect-trello-authorize = Теперь откройте этот адрес, нажмите «Разрешить» и скопируйте показанный токен:
connect-trello-token = Токен (не виден):
connect-trello-secret = Секрет ключа API, если Trello должен сразу сообщать об изменениях (вебхуки); пусто — без него:
connect-kaiten-url = Адрес вашего Kaiten, например company.kaiten.ru (пусто — выйти)
connect-kaiten-token = Ключ API (при вводе не виден; пусто — выйти):
connect-kanboard-url = Адрес вашего Kanboard, например https://board.example.org (пусто — выйти)
connect-kanboard-user = Имя пользователя:
connect-kanboard-token = Токен API (при вводе не виден; пусто — выйти):
connect-no-tls = Адрес без шифрования (http): токен идёт открыто. Годится только на этой машине или в закрытой сети.
connect-checking = Спрашиваем у { $vendor }, кто мы …
connect-from-settings = Ключи { $vendor } взяты из настроек (BOARDSCRIBE_…); вводить ничего не надо.
connect-from-service = До досок ведёт отдельная служба (BOARDSCRIBE_BOARDS_URL); ключи { $vendor } у неё.
connect-hello = { $vendor } нас знает: { $name }
connect-excess = Прав больше, чем нужно: { $rights }. Работать будет; надёжнее учётная запись с меньшими правами.
connect-expires = Токен действует до { $date }; boardscribe doctor напомнит заранее.
connect-again = Ещё раз (скопировано ли целиком?) — или выйдите, нажав Enter: ничего не сохранено.
connect-left = Вы вышли: ничего не сохранено и ничего не изменено.
connect-boards = { $count ->
    [one] Видна { $count } доска:
    [few] Видны { $count } доски:
   *[many] Видно { $count } досок:
}
connect-place = Где
connect-only-board = Видна одна доска: { $name }
connect-choose = Какие подключить? Номера или названия, например «1 3» (пусто — выйти)
connect-roles = Неверно? Номер и значение, например «3 ожидание» (очередь, работа, ожидание, готово); Enter — всё верно
connect-members = Её участники. Кто здесь известен, того можно спрашивать, и ему можно дать право решать:
connect-link = Кого запомнить: номера, например «1, 3»; под другим именем — «2=Анна Белова»; или «все»; Enter — никого
connect-kept = Ключи лежат в { $path }; читать их может только ваш пользователь.
connect-taken-shadow = { $name }: подключена в теневом режиме — обо всём спрашивает, сама ничего не меняет.
connect-taken-live = { $name }: подключена и работает, как прежде.
connect-linked = Теперь известны: { $names }
connect-next =
    Дальше:
      boardscribe process ВСТРЕЧА --board { $ref } --dry-run    что встреча изменила бы
      boardscribe board policy { $ref }                         что там позволено и кто решает
      boardscribe people grant ИМЯ approver --board { $ref }    кто там решает (пока — этот терминал)
      boardscribe board mode { $ref } live                      когда начнёте доверять
disconnect-done = Ключи { $vendor } здесь забыты.
disconnect-trello = Отзовите токен и там: https://trello.com/my/account, раздел «Приложения».
disconnect-kaiten = Удалите ключ и там: войдите под тем пользователем, профиль → «Ключ доступа к API».
disconnect-kanboard = Удалите токен и там: войдите под тем пользователем, «Мой профиль» → API.
disconnect-boards = Записи о сделанном на { $boards } остаются; сами доски теперь недоступны.
column-state = Состояние
board-state-away = недоступна: { $why }
board-state-ok = доступна
board-state-here = хранится здесь

problem-accounts-unreadable = Файл с ключами досок не читается: { $path }
problem-accounts-unreadable-next = Удалите его и подключите доски снова: boardscribe board connect
problem-address-unreadable = «{ $url }» — не адрес.
problem-address-unreadable-next = Скопируйте его из браузера, когда открыта доска, например https://board.example.org.
problem-address-too-much = В адресе не должно быть ни пользователя, ни пароля, ни того, что после «?» или «#».
problem-address-too-much-next = Нужен только адрес сайта; токен спросят отдельно.
problem-address-in-the-clear = { $host } находится в интернете, а его адрес — без шифрования (http): ключ шёл бы открыто, поэтому ничего не отправлено.
problem-address-in-the-clear-next = Укажите адрес с https. Без шифрования связь возможна только с этой машиной и с частными сетями (10.…, 192.168.… и подобными).
problem-address-unknown = Сейчас никто не знает, где находится { $host }.
problem-address-unknown-next = Проверьте, верно ли написано имя и узнаёт ли эта машина адреса по именам.
problem-key-file-unreadable = Файл с ключами не читается: { $path }
problem-key-file-unreadable-next = Это должен быть небольшой текстовый файл, который вам можно читать.
problem-key-file-incomplete = В { $path } есть не всё: не хватает { $names }.
problem-key-file-incomplete-next = Запишите его как JSON или строками вида token=…; адрес и пользователя можно дать через --url и --user.
problem-account-incomplete = Это не все ключи, которые нужны { $kind }.
problem-account-incomplete-next = boardscribe board connect { $kind } спросит о каждом.
problem-connect-no-keys = Спрашивать нельзя, а ключей { $vendor } нет.
problem-connect-no-keys-next = Назовите файл через --key-file или задайте BOARDSCRIBE_… (boardscribe doctor --env-example).
problem-connect-no-board = Видно несколько досок, а ни одна не названа.
problem-connect-no-board-next = Назовите её через --board или уберите --yes и выберите.
problem-rights-missing = { $vendor } даёт нам меньше прав, чем нужно: не хватает { $rights }.
problem-rights-missing-next = Сделайте новый ключ с этими правами или дайте их там нашей учётной записи.
problem-no-boards-seen = { $name } не видит там ни одной доски.
problem-no-boards-seen-next = Сделайте эту учётную запись участницей вашей доски (с правом менять карточки) и подключите снова.
problem-board-not-listed = В списке нет доски «{ $name }».
problem-board-not-listed-next = Назовите номер, название или идентификатор; если её нет в списке, откройте к ней доступ нашей учётной записи.
problem-board-ambiguous = Под «{ $name }» подходят несколько досок: { $found }.
problem-board-ambiguous-next = Назовите номер или идентификатор из скобок.
problem-role-line = Это не колонка со значением.
problem-role-line-next = Введите, например, «3 ожидание». Значения: очередь, работа, ожидание, готово.
problem-link-line = «{ $text }» — не участник из списка.
problem-link-line-next = Введите, например, «1, 3», «2=Анна Белова» или «все».
problem-account-in-settings = Учётная запись { $kind } взята из настроек: { $names }
problem-account-in-settings-next = Уберите эти переменные (и из .env), тогда она будет забыта.
problem-not-connected = Учётной записи { $kind } здесь нет.
problem-not-connected-next = Забывать нечего. Подключить: boardscribe board connect { $kind }
problem-board-not-seen = Наша учётная запись больше не видит доску { $board }.
problem-board-not-seen-next = Откройте ей доступ снова или посмотрите, не закрыта ли доска.

check-trello = Trello
check-kaiten = Kaiten
check-kanboard = Kanboard
check-vendor-ok = Отвечает; мы там — { $name }.
check-vendor-expires = Отвечает; мы там — { $name }. Токен действует до { $date }: сделайте новый через boardscribe board connect { $kind }.
check-vendor-excess = Отвечает; мы там — { $name }, прав больше, чем нужно ({ $rights }). Надёжнее учётная запись с меньшими правами.
check-vendor-rights = Отвечает, но не хватает прав ({ $rights }): boardscribe board connect { $kind }. Пока их нет, писать туда нельзя; остальное работает.
check-vendor-refused = Не принимает наш ключ: boardscribe board connect { $kind }. Его доски нельзя ни читать, ни менять; встречи по-прежнему разбираются, одобренное хранится.
check-vendor-away = Не отвечает. Его доски сейчас нельзя ни читать, ни менять; встречи по-прежнему разбираются, одобренное запишется, когда он вернётся.
check-accounts-damaged = Файл с ключами досок не читается: удалите { $path } и подключите доски снова.
check-accounts = Ключи досок

# Вебхуки: доски сами сообщают об изменениях
cli-board-hook-help = Пусть доска сама сообщает об изменениях (вебхук): открытые вопросы о карточке сразу пересматриваются.
cli-hook-remove-option = Больше не сообщать.
hook-registered = { $board } теперь сообщает об изменениях; boardscribe doctor следит, чтобы так и оставалось.
hook-removed = { $count ->
    [0] У { $board } не было нашего вебхука.
   *[other] { $board } больше ни о чём не сообщает.
}
hook-by-hand-kaiten =
    В Kaiten один вебхук на пространство, и настроить его может только человек (это платная возможность):
    пространство → «Настройки» → «Вебхуки» → исходящий, с этим адресом. Адрес секретный: кто его знает, может слать нам подсказки.
hook-by-hand-kanboard =
    В Kanboard один вебхук на весь сервер, и настроить его может только администратор: «Настройки» → «Вебхуки»,
    адрес вебхука. Адрес секретный: кто его знает, может слать нам подсказки.
hook-off-by-hand-kaiten = Убрать его может только человек: пространство → «Настройки» → «Вебхуки», тот, что с этим адресом:
hook-off-by-hand-kanboard = Убрать его может только администратор: «Настройки» → «Вебхуки», очистите адрес, если он такой:
problem-hook-no-address = Неизвестно, по какому адресу доски могут обращаться к этой установке.
problem-hook-no-address-next = Задайте в BOARDSCRIBE_PUBLIC_URL адрес, по которому API виден снаружи, запустите boardscribe serve и повторите.
problem-hook-secret-missing = Без секрета Power-Up нельзя понять, от Trello ли вебхук.
problem-hook-secret-missing-next = Подключите снова и укажите секрет: boardscribe board connect trello
problem-hook-forged = Это сообщение подписано не так, как должно быть.
problem-hook-forged-next = Если это Trello: сменился секрет Power-Up, или адрес — не BOARDSCRIBE_PUBLIC_URL. Подключите снова: boardscribe board connect trello
problem-hook-by-hand = Вебхуки досок этого вида может настроить только человек.
problem-hook-by-hand-next = Где именно, скажет boardscribe board hook.
problem-hook-elsewhere = Ключи досок у отдельной службы, поэтому проверять вебхуки здесь нечем.
problem-hook-elsewhere-next = Уберите BOARDSCRIBE_BOARDS_URL там, куда должны приходить вебхуки; без них доски читаются, когда там что-то надо сделать.
problem-hook-no-vendor = Доска { $board } сама ни о чём не сообщает.
problem-hook-no-vendor-next = Вебхуки есть только у досок Trello, Kaiten и Kanboard.
check-hooks = Вебхуки
check-hooks-ok = { $count ->
    [one] { $count } доска сама сообщает об изменениях.
    [few] { $count } доски сами сообщают об изменениях.
   *[many] { $count } досок сами сообщают об изменениях.
}
check-hooks-failing = Trello не смог доставить сообщения { $count ->
    [one] { $count } раз
    [few] { $count } раза
   *[many] { $count } раз
} подряд: виден ли BOARDSCRIBE_PUBLIC_URL снаружи? До тех пор изменения заметны, только когда карточка и так читается.
check-hooks-off = Trello отключил вебхук после множества неудач: boardscribe board hook --remove { $ref }, затем boardscribe board hook { $ref }. До тех пор изменения заметны, только когда карточка и так читается.

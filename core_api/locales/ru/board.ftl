# Доски: чтение, изменения, отмена изменений.
problem-board-ref = «{ $ref }» не указывает на доску.
problem-board-ref-next = Напишите local:ИМЯ для доски, которая хранится здесь, или file:ПУТЬ для файла доски.
problem-board-account-missing = Для досок { $kind } здесь нет учётной записи.
problem-board-account-missing-next = Подключите их: boardscribe board connect { $kind }
problem-board-not-found = Доски «{ $board }» здесь нет.
problem-board-not-found-next = Посмотрите список: boardscribe board list – или загрузите доску: boardscribe board import ФАЙЛ.
problem-board-exists = Доска «{ $board }» уже есть.
problem-board-exists-next = Назовите новую иначе или укажите, что она может заменить прежнюю.
problem-board-file-missing = Файла { $source } нет.
problem-board-file-missing-next = Проверьте путь к файлу доски.
problem-board-file-unreadable = Файл { $source } не читается: { $reason }.
problem-board-file-unreadable-next = Проверьте, что это файл и что его можно читать.
problem-board-not-json = { $source } – не файл доски: это не JSON.
problem-board-not-json-next = Возьмите файл, который Trello даёт по «Экспорт в JSON».
problem-board-not-a-board = { $source } – это JSON, но не доска: в нём нет ни списков, ни карточек.
problem-board-not-a-board-next = Возьмите файл, который Trello даёт по «Экспорт в JSON».
problem-board-lists-missing = У доски в { $source } нет списков, карточкам негде стоять.
problem-board-lists-missing-next = Выгрузите доску целиком: файла с одними карточками мало.
problem-board-malformed = { $source } – доска, но в ней есть место, которое не читается: { $place }.
problem-board-malformed-next = Исправьте это место в файле или выгрузите доску заново.
problem-board-duplicate = В { $source } два списка, две карточки или два участника с одним идентификатором { $id }.
problem-board-duplicate-next = Уберите повтор или выгрузите доску заново.
problem-board-card-misplaced = Карточка «{ $card }» в { $source } стоит в списке, которого на доске нет.
problem-board-card-misplaced-next = Добавьте этот список в файл или выгрузите доску целиком.
problem-board-read-only = Доска { $board } только читается, менять её нельзя.
problem-board-read-only-next = Чтобы менять, загрузите её как местную: boardscribe board import ФАЙЛ.
problem-board-stopped = Изменения на доске { $board } остановлены.
problem-board-stopped-next = Разрешить их снова: boardscribe board stop --off { $board }; одобренное до тех пор сохраняется.
problem-board-set-read-only = Доска { $board } переведена в режим «только чтение».
problem-board-set-read-only-next = Разрешить запись снова: boardscribe board policy { $board } --writable; одобренное до тех пор сохраняется.
problem-board-shadow = Доска { $board } в теневом режиме: без спроса на неё ничего не пишется, а это решал не человек.
problem-board-shadow-next = Когда станете доверять: boardscribe board mode { $board } live. Лишние копии уберёт и boardscribe board sweep { $board }.
problem-board-cannot = Доска { $board } этого не умеет: { $kind }.
problem-board-cannot-next = Сделайте это на доске вручную или отклоните предложение.

problem-card-not-found = Такой карточки на доске больше нет ({ $card }).
problem-card-not-found-next = Выберите другую карточку или отклоните предложение.
problem-column-not-found = На доске нет колонки «{ $name }».
problem-column-not-found-next = Выберите колонку, которая есть.
problem-lane-not-found = На доске нет дорожки «{ $name }».
problem-lane-not-found-next = Выберите дорожку, которая там есть.
problem-column-closed = Колонка «{ $column }» закрыта.
problem-column-closed-next = Откройте её на доске или выберите другую.
problem-member-not-found = На доске нет участника «{ $name }».
problem-member-not-found-next = Выберите участника доски.
problem-label-not-found = На доске нет метки «{ $name }».
problem-label-not-found-next = Выберите метку, которая есть.
problem-item-not-found = В карточке «{ $card }» больше нет такого пункта чек-листа.
problem-item-not-found-next = Посмотрите чек-лист карточки и решите заново.

problem-card-changed = То же самое в карточке тем временем изменил человек, поэтому ничего не записано.
problem-card-changed-next = Посмотрите на карточку, какая она сейчас, и решите заново.
problem-card-archived = Карточку тем временем убрали в архив, поэтому ничего не записано.
problem-card-archived-next = Верните карточку, выберите другую или отклоните предложение.
problem-already-there = На доске это уже было; записывать не понадобилось.
problem-already-there-next = Делать ничего не нужно.
problem-not-shown = Доска приняла изменение, но не показывает его.
problem-not-shown-next = Посмотрите карточку на доске; если изменения нет, одобрите его ещё раз.
problem-write-unsure = Пока неизвестно, приняла ли доска изменение.
problem-write-unsure-next = Boardscribe сначала ещё раз посмотрит на доску; можете посмотреть и вы.
problem-write-not-heard = Доска не услышала изменения, ничего не записано.
problem-write-not-heard-next = Попытка повторится; если так и будет, проверьте связь с доской.
problem-decided-otherwise = Тем временем по предложению решили иначе, поэтому ничего не записано.
problem-decided-otherwise-next = Посмотрите на предложение, каким оно стало.
problem-intent-not-found = Такого изменения в очереди нет.
problem-intent-not-found-next = Посмотрите список изменений.

problem-change-not-found = Такого изменения нет ({ $change }).
problem-change-not-found-next = Идентификаторы изменений встречи покажет boardscribe meeting show ВСТРЕЧА.
problem-already-undone = Это изменение уже отменено.
problem-already-undone-next = Делать ничего не нужно.
problem-nothing-to-undo = Это изменение не оставило на доске ничего, что можно отменить.
problem-nothing-to-undo-next = Если нужно, поправьте карточку вручную.
problem-undo-running = Это изменение отменяется прямо сейчас.
problem-undo-running-next = Подождите немного и посмотрите снова.
problem-changed-since = С тех пор человек изменил { $field ->
    [column] колонку
    [due] срок
    [members] участников
    [check] пункт чек-листа
    [checklist] чек-лист
    [labels] метки
    [name] название
    [description] описание
    [comments] комментарий
    [archived] архивность
   *[card] что-то
  } карточки «{ $card }».
problem-changed-since-next = Сначала посмотрите на карточку. Если всё равно вернуть как было, отмените принудительно: boardscribe undo --force { $change }

problem-proposal-without-board = Это предложение не относится ни к одной доске.
problem-proposal-without-board-next = Обработайте встречу ещё раз и укажите доску.
problem-proposal-without-card = В этом предложении не названа карточка.
problem-proposal-without-card-next = Выберите для него карточку.

# Почему спрашиваем: карточка или доска изменилась между предложением и записью.
rule-card-changed = с тех пор как это было предложено, на доске что-то изменилось
rule-undo = отменено человеком

# Чек-лист, который появляется вместе с первым пунктом.
board-checklist = Чек-лист

# Что отвечает чужая доска. { $vendor } — Trello, Kaiten или Kanboard.
problem-vendor-unreachable = { $vendor } сейчас не отвечает.
problem-vendor-unreachable-next = Попытка повторится сама. Если не пройдёт, проверьте адрес и сеть: boardscribe doctor.
problem-vendor-busy = { $vendor } просит обращаться реже.
problem-vendor-busy-next = Работа продолжится сама, когда пауза кончится.
problem-pace-full = В очереди больше обращений, чем доска сейчас пропускает.
problem-pace-full-next = Работа продолжится сама, когда появится место.
problem-vendor-unauthorized = { $vendor } не принимает наш ключ (или больше не принимает).
problem-vendor-unauthorized-next = Создайте там новый ключ и введите его: boardscribe board connect, или в настройках, если он взят оттуда. Принят ли он, скажет boardscribe doctor.
problem-vendor-forbidden = { $vendor } не разрешает этого нашей учётной записи.
problem-vendor-forbidden-next = Дайте ей право на этой доске или сделайте изменение вручную.
problem-vendor-plan = Тариф { $vendor } вашей компании этого не позволяет.
problem-vendor-plan-next = Сделайте изменение вручную или обратитесь к тому, кто платит за { $vendor }.
problem-vendor-not-found = В { $vendor } этого (уже) нет, или наша учётная запись этого не видит.
problem-vendor-not-found-next = Посмотрите на доску; если это там есть, дайте нашей учётной записи доступ.
problem-vendor-unsupported = { $vendor } этого не умеет.
problem-vendor-unsupported-next = Сделайте изменение вручную.
problem-revision-changed = Карточку изменили в ту же секунду, поэтому ничего не записано.
problem-revision-changed-next = Boardscribe сначала посмотрит на карточку ещё раз.
problem-vendor-too-large = Текст длиннее, чем принимает { $vendor }.
problem-vendor-too-large-next = Сократите его и одобрите снова.
problem-vendor-invalid = { $vendor } отклонил запрос ({ $status }).
problem-vendor-invalid-next = Сделайте изменение вручную и сообщите об этом: так быть не должно.
problem-vendor-answer = { $vendor } ответил то, что нельзя прочитать.
problem-vendor-answer-next = Проверьте, что адрес ведёт к API, а не к странице; если так и есть, попробуйте позже.

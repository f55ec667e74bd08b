# Что можно найти: указатель и насколько он свеж.
cli-reindex-help = Заново составить указатель всего, по чему ищет `ask`: после смены модели смысла или обновления. Каждую ночь это делается само.
reindex-done = В поиске { $entries ->
        [one] { $entries } запись
        [few] { $entries } записи
       *[many] { $entries } записей
    }.
reindex-meaning = Модель { $model } прочитала { $embedded } из них. { $waiting ->
        [0] Непрочитанных нет.
       *[other] Осталось { $waiting }: их читать нельзя или не удалось.
    }

stage-index = Обновление поиска

check-index = Поиск
check-index-words = { $entries ->
        [one] { $entries } запись
        [few] { $entries } записи
       *[many] { $entries } записей
    }, поиск по словам.
check-index-meaning = { $entries ->
        [one] { $entries } запись
        [few] { $entries } записи
       *[many] { $entries } записей
    }, поиск по словам и по смыслу ({ $model } прочитала { $embedded }).
check-index-behind = { $sources ->
        [one] { $sources } встреча, доска или документ пока ищется
        [few] { $sources } встречи, доски или документа пока ищутся
       *[many] { $sources } встреч, досок или документов пока ищутся
    } не в нынешнем виде. Ночью это исправится само, сразу: boardscribe reindex
check-index-waiting = { $waiting ->
        [one] { $waiting } запись пока ищется
        [few] { $waiting } записи пока ищутся
       *[many] { $waiting } записей пока ищутся
    } только по словам: модель { $model } их ещё не прочитала или читать не вправе. Сразу: boardscribe reindex

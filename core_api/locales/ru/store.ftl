# Чего не смогли база данных, хранилище файлов и очередь работ.
problem-database-url = Такой адрес базы данных не подходит ({ $url }).
problem-database-url-next = Укажите в BOARDSCRIBE_DATABASE_URL адрес вида sqlite:///ПУТЬ или postgresql://….
problem-home-unusable = Домашней папкой нельзя воспользоваться: { $path }
problem-home-unusable-next = Укажите в BOARDSCRIBE_HOME папку, куда можно писать или которую можно создать.
problem-database-unreachable = База данных недоступна: { $detail }
problem-database-unreachable-next = Проверьте, что сервер запущен, а папка базы открыта для записи, и повторите команду.
problem-database-busy = База данных занята другой программой.
problem-database-busy-next = Повторите через минуту; если не поможет, проверьте, не зависла ли другая копия Boardscribe.
problem-database-full = На диске не осталось места для базы данных.
problem-database-full-next = Освободите место на диске и повторите команду: ничего не потеряно.
problem-database-damaged = Файл базы данных повреждён или это не база Boardscribe: { $detail }
problem-database-damaged-next = Верните файл из резервной копии или укажите другой в BOARDSCRIBE_DATABASE_URL.
problem-database-newer = Эту базу данных создала более новая версия Boardscribe.
problem-database-newer-next = Обновите Boardscribe.
check-database-damaged = Файл базы данных повреждён или это не база Boardscribe: верните его из резервной копии или укажите другой в BOARDSCRIBE_DATABASE_URL.
check-database-newer = Эту базу данных создала более новая версия Boardscribe: обновите Boardscribe.
check-disk-unusable = { $path } использовать нельзя: укажите в BOARDSCRIBE_HOME папку, куда можно писать.

problem-meeting-not-found = Такой встречи нет ({ $id }).
problem-meeting-not-found-next = Проверьте идентификатор встречи.
problem-proposal-not-found = Такого предложения нет ({ $id }).
problem-proposal-not-found-next = Посмотрите очередь: boardscribe review.
problem-proposal-stale = Предложение успело измениться: теперь у него версия { $version }.
problem-proposal-stale-next = Посмотрите новую версию и решите заново.
problem-already-decided =
    { $answer ->
        [approve] Это предложение уже принято.
        [edit] Это предложение уже принято с поправкой.
        [other_card] Для этого предложения уже выбрана другая карточка.
        [note] Это предложение уже оставлено как заметка.
       *[reject] Это предложение уже отклонено.
    } Решение: { $name }.
problem-already-decided-next = Действует первое решение; применённое изменение можно отменить: boardscribe undo.
problem-card-exists = Карточка с таким идентификатором уже есть ({ $card }).
problem-card-exists-next = Повторите действие.
problem-blob-not-found = Файла встречи больше нет в хранилище.
problem-blob-not-found-next = Загрузите запись ещё раз.

problem-job-not-found = Такой работы в очереди нет ({ $id }).
problem-job-not-found-next = Посмотрите состояние встречи.
problem-fence-lost = Эту работу уже выполняет другой процесс.
problem-fence-lost-next = Делать ничего не нужно.
problem-draining = Работа прервана: программа останавливается.
problem-draining-next = Работа продолжится при следующем запуске.
problem-stage-timeout = Этап «{ $kind ->
        [transcribe] расшифровка
        [summarize] протокол
        [apply] запись на доску
        [sweep] ночной обход досок
        [index] обновление поиска
       *[advance] разбор встречи
    }» не уложился в отведённое время ({ $seconds } с).
problem-stage-timeout-next = Повторите команду; если не поможет, возьмите модель поменьше.
problem-worker-lost = Работа { $attempts ->
        [one] { $attempts } раз
        [few] { $attempts } раза
       *[many] { $attempts } раз
    } обрывалась вместе с программой: вероятно, не хватает памяти.
problem-worker-lost-next = Возьмите модель поменьше или добавьте памяти, затем повторите команду.

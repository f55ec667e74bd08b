# Службы, до которых добираются по сети. { $service } — имя пакета службы.
problem-service-unreachable = Служба { $service } сейчас недоступна.
problem-service-unreachable-next = Попытка повторится сама. Если это продолжается, проверьте, что служба запущена и адрес указан верно.
problem-service-unsure = Связь со службой { $service } оборвалась, и пока неизвестно, внесено ли изменение.
problem-service-unsure-next = Прежде чем что-то делать снова, Boardscribe посмотрит сам; можете посмотреть и вы.
problem-service-answer = По адресу службы { $service } отвечает не она, или её ответ невозможно прочитать.
problem-service-answer-next = Проверьте адрес и то, что на обоих концах работает одна и та же версия Boardscribe.
problem-service-unauthorized = Служба { $service } не принимает ключ или сертификат.
problem-service-unauthorized-next = Задайте обеим сторонам один и тот же ключ, а вызывающей — сертификат, если служба его требует.
problem-service-request = Служба { $service } не может понять запрос. { $detail }
problem-service-request-next = Сверьте запрос с опубликованным файлом .proto службы и используйте на обоих концах одну версию.
problem-service-too-large = Запрос больше, чем принимает служба { $service } ({ $limit } МиБ).
problem-service-too-large-next = Запрашивайте меньше за один раз или сократите текст.
problem-service-late = Служба { $service } была слишком занята и не начала вовремя, поэтому ничего не сделано.
problem-service-late-next = Попытка повторится сама. Если это продолжается, дайте службе больше ресурсов.
problem-service-versions = У службы { $service } другая версия, чем у вызывающей стороны.
problem-service-versions-next = Запустите на обоих концах одну и ту же версию Boardscribe.
problem-service-action = По адресу { $path } ничего нет.
problem-service-action-next = Действия службы перечислены в её опубликованном файле .proto.
problem-service-url = { $url } — не адрес службы.
problem-service-url-next = Напишите http://УЗЕЛ:ПОРТ или grpc://УЗЕЛ:ПОРТ; для TLS — с буквой «s» после http или grpc.
problem-service-tls = Сертификат или ключ из { $path } использовать нельзя.
problem-service-tls-next = Проверьте, что файл в формате PEM, что его можно прочитать и что ключ подходит к сертификату.
problem-service-open = Для { $host } нужен ключ не короче { $length } символов: там до службы могут добраться посторонние.
problem-service-open-next = Задайте обеим сторонам длинный случайный ключ или пусть служба слушает на 127.0.0.1.
problem-service-port-taken = На { $host }:{ $port } уже слушает другая программа.
problem-service-port-taken-next = Остановите её или укажите службе другой порт.
problem-service-address = На { $host }:{ $port } слушать нельзя. { $detail }
problem-service-address-next = Укажите адрес этой машины и порт, который можно использовать.

# Служба досок.
problem-board-kind-elsewhere = До досок вида «{ $kind }» через эту службу не добраться.
problem-board-kind-elsewhere-next = Она обслуживает trello, kaiten и kanboard; локальные доски и файлы лежат там, где работает сам Boardscribe.

check-account-ok = { $kind }: мы вошли как { $who }.
check-account-lacks = { $kind }: учётной записи не хватает прав ({ $rights }). Чтение, возможно, работает; чтобы вносить изменения, дайте ей эти права.
check-account-down = { $kind }: сейчас не работает. { $problem } Локальные доски и остальные учётные записи работают.
check-account-slow = { $kind }: ответа ещё нет. Локальные доски и остальные учётные записи работают.
check-account-none = Ни одной учётной записи не настроено. Задайте BOARDSCRIBE_TRELLO_KEY и _TOKEN, BOARDSCRIBE_KAITEN_URL и _TOKEN или BOARDSCRIBE_KANBOARD_URL и _TOKEN.

# Общее для всех служб
service-host-option = Где слушать. Для любого адреса, кроме локального, нужен { $key }.
service-grpc-port-option = Порт gRPC; 0 — любой свободный.
service-tls-cert-option = Сертификат сервера, файл PEM. С ним оба порта говорят по TLS.
service-tls-key-option = Ключ к сертификату, файл PEM.
service-tls-both = --tls-cert и --tls-key указываются вместе, а --tls-client-ca — только с ними.
service-without = нет
service-proto-help = Напечатать сообщения и действия службы в виде файла .proto.
service-environment = Настройки окружения использовать нельзя. { $detail }

boards-service-help = Канбан-доски как отдельная служба.
boards-serve-help = Обслуживать доски по HTTP и gRPC, пока не придёт сигнал остановки. Учётные записи и ключ берутся из окружения: BOARDSCRIBE_TRELLO_KEY, BOARDSCRIBE_BOARDS_KEY и так далее.
boards-port-option = Порт HTTP; 0 — любой свободный.
boards-tls-client-ca-option = Файл PEM: впускаются только вызывающие с сертификатом, который подписан указанным здесь центром.
boards-serving = Доски обслуживаются по адресам { $http } и { $grpc }. Учётные записи: { $names }.

check-boards = Служба досок
check-boards-ok = До досок добираются через службу { $url }.
check-boards-key = Служба { $url } не принимает наш ключ: задайте обеим сторонам один и тот же BOARDSCRIBE_BOARDS_KEY. Локальные доски работают.
check-boards-down = Служба { $url } недоступна: проверьте, что там запущена «python -m kanban_connectors serve». Локальные доски работают, а одобренные изменения ждут.

# Файлы из строк JSON.
problem-lines-missing = Файл { $path } не читается.
problem-lines-missing-next = Назовите файл UTF-8, по одному объекту JSON в строке.
problem-lines-unreadable = В файле { $path } строка { $line } — не объект JSON с полем id.
problem-lines-unreadable-next = Нужен файл UTF-8, по одному объекту JSON в строке; что в нём, говорит --help команды.

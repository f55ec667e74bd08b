# Что бывает с мессенджерами — словами, которые подходят каждому. { $vendor } — название мессенджера.
problem-channel-missing = Мессенджер «{ $channel }» здесь не настроен.
problem-channel-missing-next = Укажите в настройках его адрес и ключ и перезапустите программу; названия настроек есть в deploy/env.example.
problem-chat-closed = Этот человек не принимает сообщений от бота или ещё ни разу ему не писал.
problem-chat-closed-next = Попросите его открыть бота и нажать «Начать». До тех пор вопросы ждут в панели и в терминале.
problem-message-gone = Этого сообщения больше нет.
problem-message-gone-next = Делать ничего не нужно: сам вопрос остался в панели и в терминале.
problem-message-refused = { $vendor } не принимает это сообщение.
problem-message-refused-next = Вопрос ждёт в панели и в терминале. Если это повторится, сообщите нам.
problem-message-unsure = Ответ от { $vendor } потерялся, и неизвестно, доставлено ли сообщение.
problem-message-unsure-next = Загляните в чат. Тот же вопрос ждёт и в панели, и в терминале.
problem-file-gone = Этого файла у мессенджера больше нет.
problem-file-gone-next = Пришлите его ещё раз или загрузите в панели.
problem-file-too-large = Файл больше, чем мессенджер отдаёт ботам.
problem-file-too-large-next = Загрузите его в панели или командой `boardscribe process`.
problem-webhook-none = Мессенджер «{ $channel }» ничего не приносит по этому адресу.
problem-webhook-none-next = Уберите этот адрес из настроек мессенджера: новости запрашиваются у него самого.
problem-webhook-forged = Запрос на вебхук мессенджера пришёл не от мессенджера.
problem-webhook-forged-next = Если сообщения не приходят, проверьте, что секрет в настройках и у мессенджера один и тот же.
problem-journal-unusable = Сохранять то, что приходит из мессенджеров, в { $path } не получается.
problem-journal-unusable-next = Проверьте, что папка есть, в неё можно писать и на диске осталось место. Повреждённый файл можно убрать, но тогда пропадёт то, что из него ещё не забрали.

# Служба.
check-channel-ok = { $channel }: бот называется { $who }.
check-channel-deaf = { $channel }: сообщения уходят, но приём ещё не начался; попытка повторится сама.
check-channel-down = { $channel }: сейчас не работает ({ $problem }). Вопросы ждут в панели и в терминале, остальные мессенджеры работают.
check-channel-slow = { $channel }: ответа ещё нет. Вопросы ждут в панели и в терминале, остальные мессенджеры работают.
check-channel-none = Ни один мессенджер не настроен. Задайте, например, BOARDSCRIBE_TELEGRAM_TOKEN; все названия есть в deploy/env.example.

messages-service-help = Мессенджеры как отдельная служба.
messages-serve-help = Обслуживать мессенджеры по HTTP и gRPC, пока не придёт сигнал остановки. Токены и ключ берутся из окружения: BOARDSCRIBE_TELEGRAM_TOKEN, BOARDSCRIBE_MESSAGES_KEY и так далее.
messages-serve-host-option = Где слушать. Для любого адреса, кроме локального, нужен BOARDSCRIBE_MESSAGES_KEY.
messages-serve-port-option = Порт HTTP, в том числе для вебхуков мессенджеров; 0 — любой свободный.
messages-serve-grpc-port-option = Порт gRPC; 0 — любой свободный.
messages-serve-tls-cert-option = Сертификат сервера, файл PEM. С ним оба порта говорят по TLS.
messages-serve-tls-key-option = Ключ к сертификату, файл PEM.
messages-serve-tls-client-ca-option = Файл PEM: впускаются только вызывающие с сертификатом, который подписан указанным здесь центром. У мессенджеров такого нет, и вебхуки до службы тогда не доходят.
messages-serve-tls-both = --tls-cert и --tls-key указываются вместе, а --tls-client-ca — только с ними.
messages-serving = Мессенджеры обслуживаются по адресам { $http } и { $grpc }. Каналы: { $channels }.
messages-serving-no-channel = нет
messages-proto-help = Напечатать сообщения и действия службы в виде файла .proto.
messages-environment = Настройки окружения использовать нельзя. { $detail }

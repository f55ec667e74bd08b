# Чтение файлов, которые приносят люди.
problem-transcript-empty = В этом файле нет ни слова.
problem-transcript-empty-next = Проверьте, тот ли это файл и сохранился ли он целиком.
problem-source-missing = Нет файла { $name }.
problem-source-missing-next = Проверьте путь.
problem-source-unreadable = Не удаётся открыть { $name }.
problem-source-unreadable-next = Проверьте, что это файл, а не папка, и что у вас есть право его читать.
problem-source-empty = Файл { $name } пуст.
problem-source-empty-next = Скачайте или выгрузите его ещё раз: похоже, передача оборвалась в самом начале.
problem-source-unsupported = Boardscribe не читает файлы такого вида: { $name } ({ $found }).
problem-source-unsupported-next = Дайте запись (звук или видео), расшифровку (.vtt, .srt, .txt, .json, .docx) или чат Telegram, выгруженный в JSON.
problem-source-playlist = { $name } — это список воспроизведения: в нём только адреса записи.
problem-source-playlist-next = Скачайте саму запись и дайте этот файл.
problem-source-mislabelled = Имя { $name } не соответствует содержимому: внутри { $found ->
    [media] звук или видео
    [docx] документ Word
   *[text] текст
}.
problem-source-mislabelled-next = Проверьте, тот ли это файл; если тот, переименуйте его по содержимому.
problem-source-too-large = Файл { $name } слишком велик: больше { $limit } МБ текста.
problem-source-too-large-next = Разделите его: одна встреча — один файл.
problem-source-undecodable = Текст в неизвестной кодировке, или файл повреждён.
problem-source-undecodable-next = Сохраните его в UTF-8 и повторите.
problem-source-damaged = Файл { $name } повреждён и не открывается.
problem-source-damaged-next = Скачайте или выгрузите его ещё раз; документ Word откройте в Word и сохраните заново.
problem-source-json-broken = { $name } начинается как JSON, но оборван или содержит ошибку.
problem-source-json-broken-next = Выгрузите его ещё раз: похоже, он сохранился не целиком.
problem-source-json-unknown = В этом JSON нет ни реплик с текстом, ни чата Telegram.
problem-source-json-unknown-next = Дайте расшифровку со списком «segments» или чат Telegram, выгруженный в JSON.
problem-source-telegram-chats = Чатов в этой выгрузке: { $count }, а нужен ровно один.
problem-source-telegram-chats-next = Откройте в Telegram нужный чат и выгрузите его историю в JSON.
problem-source-no-cues = Похоже на субтитры, но ни одной реплики прочитать не удалось.
problem-source-no-cues-next = Выгрузите субтитры ещё раз или дайте текст в виде .txt.
degraded-source-times-repaired = Часть времён в файле прочитать не удалось; слова сохранены у ближайшего времени.
degraded-source-parts-unread = Небольшая часть файла испорчена или без времён и пропущена.
sources-voice-message = [голосовое сообщение]
sources-video-message = [видеосообщение]
sources-audio-file = [аудиофайл]
sources-video-file = [видео]
sources-sticker = [стикер]
sources-animation = [анимация]
sources-photo = [фото]
sources-file = [файл { $name }]
sources-poll = [опрос] { $question } ({ $options })
sources-forwarded = [переслано от { $name }]
sources-reply = [в ответ { $name }]
sources-deleted-account = Удалённый аккаунт

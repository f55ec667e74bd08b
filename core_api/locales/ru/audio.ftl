# Записи: что с ними бывает не так и чего не хватает, чтобы получить из них текст.
problem-no-speech-model = Модель распознавания речи не задана, поэтому превратить запись в текст нечем.
problem-no-speech-model-next = Либо передайте готовую расшифровку (.vtt, .srt, .txt, .docx), либо задайте BOARDSCRIBE_ASR_MODEL: `small` или другую модель faster-whisper, файлы которой лежат в папке моделей, либо `demo-en`, чтобы попробовать английскую речь без загрузок (каждое восьмое слово с ошибкой).
problem-speech-model-missing = Модели распознавания «{ $model }» здесь нет.
problem-speech-model-missing-next = Положите её файлы в { $folder }. На машине с интернетом: python -c "from faster_whisper import download_model; download_model('{ $model }', output_dir='{ $folder }')", затем скопируйте папку. Само ничего не скачивается. Готовая расшифровка годится и без модели.
problem-speech-model-incomplete = В папке модели распознавания «{ $model }» не хватает: { $files }.
problem-speech-model-incomplete-next = Скопируйте недостающие файлы в { $folder }; преобразованной модели нужен и её tokenizer.json.
problem-speech-model-broken = Модель распознавания из { $folder } не загружается.
problem-speech-model-broken-next = Скопируйте папку заново: файл мог оборваться, или это не модель faster-whisper (CTranslate2).
problem-speech-model-failed = Модель распознавания «{ $model }» остановилась посреди записи; скорее всего, не хватило памяти.
problem-speech-model-failed-next = Повторите, когда видеокарта свободна, или возьмите модель поменьше.
problem-speech-model-english-only = Модель распознавания «{ $model }» знает только английский, а нужен русский.
problem-speech-model-english-only-next = Возьмите модель без «.en» в имени или укажите английский язык.
problem-demo-english-only = Демонстрационное распознавание (demo-en) знает только английский.
problem-demo-english-only-next = Для русского задайте в BOARDSCRIBE_ASR_MODEL модель faster-whisper или передайте готовую расшифровку.
problem-demo-engine-missing = Демонстрационное распознавание не установлено.
problem-demo-engine-missing-next = Установите его: pip install pocketsphinx==5.1.1 (или `make setup`).
problem-voice-activity-missing = Не установлена сеть, которая находит речь в записи.
problem-voice-activity-missing-next = Она входит в faster-whisper: pip install faster-whisper==1.2.1 (или `make setup`).
problem-voice-model-missing = Нет весов, по которым различаются голоса.
problem-voice-model-missing-next = Установите их: pip install --no-deps resemblyzer==0.1.4 (или `make setup`), либо положите { $file } в { $folder }.
problem-voice-model-broken = Веса, по которым различаются голоса, не читаются: { $file }
problem-voice-model-broken-next = Установите их заново: pip install --no-deps --force-reinstall resemblyzer==0.1.4
problem-diarizer-unknown = Способа различать говорящих «{ $name }» нет.
problem-diarizer-unknown-next = Задайте в BOARDSCRIBE_DIARIZER один из: { $known }.

problem-media-not-found = Файла «{ $file }» нет.
problem-media-not-found-next = Проверьте имя и папку.
problem-media-unreadable = Файл «{ $file }» нельзя прочитать.
problem-media-unreadable-next = Дайте право на чтение себе или пользователю, от имени которого работает служба.
problem-media-empty = Файл «{ $file }» пуст.
problem-media-empty-next = Вероятно, не удалась запись или загрузка: возьмите файл из источника ещё раз.
problem-media-cut-off = Запись «{ $file }» обрывается: то, что от неё есть, раскодировать нельзя.
problem-media-cut-off-next = Загрузите её ещё раз целиком или выгрузите из источника заново.
problem-media-no-sound-in-it = В записи «{ $file }» меньше десятой доли секунды звука.
problem-media-no-sound-in-it-next = Проверьте, тот ли это файл и была ли включена запись.
problem-not-media = «{ $file }» — не звук и не видео, что бы ни говорило имя.
problem-not-media-next = Передайте запись (wav, mp3, m4a, ogg, flac, mp4, mkv, webm, …) или расшифровку (.vtt, .srt, .txt, .docx).
problem-media-playlist = «{ $file }» — список воспроизведения: он лишь указывает на другие файлы.
problem-media-playlist-next = Передайте саму запись.
problem-media-codec-unknown = Звук в «{ $file }» закодирован способом, который здесь не читается.
problem-media-codec-unknown-next = Выгрузите запись как wav, mp3, m4a или ogg.
problem-no-audio-track = В видео «{ $file }» нет звука.
problem-no-audio-track-next = Выгрузите его вместе со звуковой дорожкой или передайте отдельную звукозапись.
problem-media-too-long = Запись «{ $file }» длиннее { $hours } ч.
problem-media-too-long-next = Разрежьте её на части и передайте их по одной.
problem-no-speech = В записи «{ $file }» никто не говорит: она беззвучна, или в ней только шум или музыка.
problem-no-speech-next = Послушайте её. Если люди слышны, они слишком тихи: проверьте, какой микрофон писался, или прибавьте громкость.
problem-no-words = В «{ $file }» есть речь, но ни одного слова распознать не удалось.
problem-no-words-next = Проверьте язык, возьмите модель побольше или передайте готовую расшифровку.
problem-disk-full = На диске нет места, чтобы раскодировать «{ $file }».
problem-disk-full-next = Освободите место: каждый час и каждый канал записи требует 115 МБ во временной папке (TMPDIR).

degraded-demo-engine = Текст сделан демонстрационным распознаванием: только английский, без знаков препинания, в лучшем случае каждое восьмое слово с ошибкой. Не полагайтесь на него.
degraded-gpu-unusable = Видеокарта есть, но модель распознавания на ней не работает (установлены ли cuBLAS 12 и cuDNN 9?); считал процессор, это медленнее.
degraded-audio-damaged = Части записи повреждены; взято то, что удалось раскодировать.
degraded-audio-cut-off = Запись обрывается раньше конца; взято то, что есть.
degraded-channels-not-separate = В каналах записи не по одному говорящему, поэтому говорящие не различены.
degraded-voice-model-missing = Говорящие не различены: веса для этого не установлены (объяснит `boardscribe doctor`).
degraded-voice-model-broken = Говорящие не различены: веса для этого не читаются.

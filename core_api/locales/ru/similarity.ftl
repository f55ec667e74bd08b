# Сопоставление сказанного с карточками доски.
problem-embedder-package = Модель векторов { $model } указана, но пакет sentence-transformers не установлен.
problem-embedder-package-next = Установите sentence-transformers или уберите BOARDSCRIBE_EMBED_MODEL: тогда карточки подбираются только по словам.
problem-embedder-model = В { $folder } нет пригодной модели векторов { $model }.
problem-embedder-model-next = Положите туда папку модели или укажите путь к ней в BOARDSCRIBE_EMBED_MODEL. Без разрешения ничего не скачивается.
degraded-embedder-missing = Указанная модель векторов не загрузилась: карточки подобраны только по словам.
degraded-embedder-language = Модель векторов не знает языка этой встречи: для него карточки подобраны только по словам.

# Служба сопоставления.
matching-service-help = Поиск карточек как отдельная служба и ранжирование целых файлов.
matching-serve-help = Обслуживать сопоставление по HTTP и gRPC, пока не придёт сигнал остановки. Модель и ключ берутся из окружения: BOARDSCRIBE_EMBED_MODEL, BOARDSCRIBE_MODELS_DIR, BOARDSCRIBE_MATCHING_KEY.
matching-port-option = Порт HTTP; 0 — любой свободный.
matching-tls-client-ca-option = Файл PEM: впускаются только вызывающие с сертификатом, который подписан указанным здесь центром.
matching-serving = Карточки подбираются по адресам { $http } и { $grpc }. Модель векторов: { $names }.
check-matching = Служба сопоставления
check-matching-ok = Карточки подбирает служба по адресу { $url }.
check-matching-key = Служба по адресу { $url } не принимает наш ключ: задайте на обоих концах один и тот же BOARDSCRIBE_MATCHING_KEY. Встречи пока ждут.
check-matching-down = Служба по адресу { $url } недоступна: проверьте, что там запущено «python -m similarity serve». Встречи пока ждут, ничего не потеряется.

# Ранжирование целых файлов.
rank-help = Подобрать карточки к каждому тексту или тексты к каждой карточке; на входе и выходе строки JSON.
rank-cards-option = Файл из строк JSON, по карточке в строке: {"{"}"id", "title", "text"{"}"}.
rank-queries-option = Файл из строк JSON, по тексту в строке: {"{"}"id", "topic", "text", "exclude": [идентификаторы карточек]{"}"}; topic — как говорящий это назвал.
rank-model-option = Модель sentence-transformers, имя или папка; без неё сравниваются слова.
rank-models-dir-option = Папка с моделями. Ничего не скачивается.
rank-top-option = Не больше стольких кандидатов.
rank-reverse-option = Тексты к каждой карточке.
problem-exclude-in-reverse = Когда тексты подбираются к карточкам, исключать ничего нельзя.
problem-exclude-in-reverse-next = Уберите "exclude" из запросов или сами карточки из их файла.

# Сопоставление сказанного с карточками доски.
problem-embedder-package = Модель векторов { $model } указана, но пакет sentence-transformers не установлен.
problem-embedder-package-next = Установите sentence-transformers или уберите BOARDSCRIBE_EMBED_MODEL: тогда карточки подбираются только по словам.
problem-embedder-model = В { $folder } нет пригодной модели векторов { $model }.
problem-embedder-model-next = Положите туда папку модели или укажите путь к ней в BOARDSCRIBE_EMBED_MODEL. Без разрешения ничего не скачивается.
problem-embedder-none = Модель векторов не указана.
problem-embedder-none-next = Укажите модель в BOARDSCRIBE_EMBED_MODEL или сервер векторов в BOARDSCRIBE_EMBED_URL.
problem-embedder-unreachable = Сервер векторов { $host } не отвечает.
problem-embedder-unreachable-next = Проверьте, что он запущен и что BOARDSCRIBE_EMBED_URL — его адрес. Пока карточки подбираются только по словам.
problem-embedder-busy = Сервер векторов { $host } сейчас не принимает новые запросы.
problem-embedder-busy-next = Подождите или попросите увеличить лимит.
problem-embedder-unauthorized = Сервер векторов { $host } не принимает ключ.
problem-embedder-unauthorized-next = Укажите ключ этого сервера в BOARDSCRIBE_EMBED_KEY.
problem-embedder-not-served = Сервер { $host } не отдаёт векторы модели { $model } (HTTP { $status }).
problem-embedder-not-served-next = Укажите в BOARDSCRIBE_EMBED_MODEL имя, которое знает этот сервер, и проверьте, что BOARDSCRIBE_EMBED_URL оканчивается на /v1.
problem-embedder-bad-answer = Сервер векторов { $host } прислал не список векторов.
problem-embedder-bad-answer-next = Проверьте, что он отвечает на /v1/embeddings так же, как OpenAI.
degraded-embedder-away = Сервер векторов недоступен: карточки подобраны только по словам.
degraded-embedder-forbidden = Эту встречу нельзя показывать модели векторов: карточки подобраны только по словам.
degraded-embedder-missing = Указанная модель векторов не загрузилась: карточки подобраны только по словам.
degraded-embedder-language = Модель векторов не знает языка этой встречи: для него карточки подобраны только по словам.

# Служба сопоставления.
matching-service-help = Поиск карточек как отдельная служба и ранжирование целых файлов.
matching-serve-help = Обслуживать сопоставление по HTTP и gRPC, пока не придёт сигнал остановки. Модель и ключ берутся из окружения: BOARDSCRIBE_EMBED_MODEL, BOARDSCRIBE_EMBED_URL, BOARDSCRIBE_EMBED_KEY, BOARDSCRIBE_MODELS_DIR, BOARDSCRIBE_MATCHING_KEY.
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

# Сопоставление сказанного с карточками доски.
problem-embedder-package = Модель векторов { $model } указана, но пакет sentence-transformers не установлен.
problem-embedder-package-next = Установите sentence-transformers или уберите BOARDSCRIBE_EMBED_MODEL: тогда карточки подбираются только по словам.
problem-embedder-model = В { $folder } нет пригодной модели векторов { $model }.
problem-embedder-model-next = Положите туда папку модели или укажите путь к ней в BOARDSCRIBE_EMBED_MODEL. Без разрешения ничего не скачивается.
degraded-embedder-missing = Указанная модель векторов не загрузилась: карточки подобраны только по словам.
degraded-embedder-language = Модель векторов не знает языка этой встречи: для него карточки подобраны только по словам.

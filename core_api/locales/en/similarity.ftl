# Matching of what was said with the cards of a board.
problem-embedder-package = The embedding model { $model } is configured, but the sentence-transformers package is not installed.
problem-embedder-package-next = Install sentence-transformers, or remove BOARDSCRIBE_EMBED_MODEL: cards are then matched by words alone.
problem-embedder-model = There is no usable embedding model { $model } in { $folder }.
problem-embedder-model-next = Put the model's folder there, or set BOARDSCRIBE_EMBED_MODEL to its path. Nothing is downloaded without leave.
degraded-embedder-missing = The configured embedding model could not be loaded: cards were matched by their words alone.
degraded-embedder-language = The embedding model does not know a language of this meeting: there cards were matched by their words alone.

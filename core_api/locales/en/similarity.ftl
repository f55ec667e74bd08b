# Matching of what was said with the cards of a board.
problem-embedder-package = The embedding model { $model } is configured, but the sentence-transformers package is not installed.
problem-embedder-package-next = Install sentence-transformers, or remove BOARDSCRIBE_EMBED_MODEL: cards are then matched by words alone.
problem-embedder-model = There is no usable embedding model { $model } in { $folder }.
problem-embedder-model-next = Put the model's folder there, or set BOARDSCRIBE_EMBED_MODEL to its path. Nothing is downloaded without leave.
problem-embedder-none = No embedding model is configured.
problem-embedder-none-next = Set BOARDSCRIBE_EMBED_MODEL to a model, or BOARDSCRIBE_EMBED_URL to a server of vectors.
problem-embedder-unreachable = The server of vectors at { $host } does not answer.
problem-embedder-unreachable-next = See that it runs and that BOARDSCRIBE_EMBED_URL is its address. Until then cards are matched by words alone.
problem-embedder-busy = The server of vectors at { $host } has no room for more requests now.
problem-embedder-busy-next = Wait, or ask its operator for more.
problem-embedder-unauthorized = The server of vectors at { $host } does not accept the key.
problem-embedder-unauthorized-next = Set BOARDSCRIBE_EMBED_KEY to a key of that server.
problem-embedder-not-served = The server at { $host } gives no vectors of { $model } (HTTP { $status }).
problem-embedder-not-served-next = Set BOARDSCRIBE_EMBED_MODEL to a name that this server knows, and see that BOARDSCRIBE_EMBED_URL ends in /v1.
problem-embedder-bad-answer = The server of vectors at { $host } answered something that is no list of vectors.
problem-embedder-bad-answer-next = See that it speaks OpenAI’s /v1/embeddings.
degraded-embedder-away = The server of vectors could not be used: cards were matched by their words alone.
degraded-embedder-forbidden = No embedding model may read this meeting: cards were matched by their words alone.
degraded-embedder-missing = The configured embedding model could not be loaded: cards were matched by their words alone.
degraded-embedder-language = The embedding model does not know a language of this meeting: there cards were matched by their words alone.

# The matching service.
matching-service-help = Finding cards as a service of its own, and rankings for whole files.
matching-serve-help = Serve the matcher over HTTP and gRPC until a signal ends it. The model and the key come from the environment: BOARDSCRIBE_EMBED_MODEL, BOARDSCRIBE_EMBED_URL, BOARDSCRIBE_EMBED_KEY, BOARDSCRIBE_MODELS_DIR, BOARDSCRIBE_MATCHING_KEY.
matching-port-option = The port of HTTP; 0 is any free one.
matching-tls-client-ca-option = A PEM file: only callers with a certificate that is signed there are let in.
matching-serving = Cards are found at { $http } and { $grpc }. Embedding model: { $names }.
check-matching = Matching service
check-matching-ok = Cards are found by the service at { $url }.
check-matching-key = The service at { $url } does not accept our key: give both ends the same BOARDSCRIBE_MATCHING_KEY. Meetings wait until then.
check-matching-down = The service at { $url } cannot be used: see that “python -m similarity serve” runs there. Meetings wait until then; nothing is lost.

# Rankings for whole files.
rank-help = Rank the cards of a board for each text, or the texts for each card; JSON lines in and out.
rank-cards-option = A file of JSON lines, a card each: {"{"}"id", "title", "text"{"}"}.
rank-queries-option = A file of JSON lines, a text each: {"{"}"id", "topic", "text", "exclude": [card ids]{"}"}; the topic is what the speaker called the thing.
rank-model-option = A sentence-transformers model by name or folder; without it the ranking is by words.
rank-models-dir-option = The folder with models. Nothing is downloaded.
rank-top-option = So many candidates at most.
rank-reverse-option = The texts for each card.
problem-exclude-in-reverse = Nothing can be left out when texts are ranked for cards.
problem-exclude-in-reverse-next = Take "exclude" out of the queries, or leave the cards out of their file.

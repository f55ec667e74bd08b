# The language model: minutes and answers.
problem-llm-not-configured = No language model is configured.
problem-llm-not-configured-next = Set BOARDSCRIBE_LLM_URL and BOARDSCRIBE_LLM_MODEL (and BOARDSCRIBE_LLM_KEY if the server wants a key).
problem-llm-unreachable = The language model's server { $host } cannot be reached.
problem-llm-unreachable-next = Check that it runs and that the address is right: python -m llm_service probe.
problem-llm-timeout = The language model's server { $host } did not answer in time.
problem-llm-timeout-next = Take a smaller model or a faster server and try again.
problem-llm-busy = The language model's server { $host } asks to wait: too many requests.
problem-llm-busy-next = Try again in a few minutes, or raise the limit on the server.
problem-llm-unauthorized = The language model's server { $host } did not accept the key.
problem-llm-unauthorized-next = Check BOARDSCRIBE_LLM_KEY.
problem-llm-not-found = There is no such model at { $host }, or it is no chat server (status { $status }).
problem-llm-not-found-next = Check BOARDSCRIBE_LLM_URL (it usually ends in /v1) and BOARDSCRIBE_LLM_MODEL.
problem-llm-bad-answer = The language model twice gave an answer that does not fit the form.
problem-llm-bad-answer-next = Check the model: python -m llm_service probe. If it happens again, take another one.
problem-llm-bad-request = The server refused the request to the model { $model } (status { $status }).
problem-llm-bad-request-next = Check the model's name, and that the server understands plain OpenAI chat requests.
problem-llm-too-long = The request or the answer did not fit into the context of the model { $model }.
problem-llm-too-long-next = Say the real size of the context in BOARDSCRIBE_LLM_CONTEXT_TOKENS, or raise it on the server.
problem-llm-resting = The language model's server { $host } failed several times in a row and is left alone for a while.
problem-llm-resting-next = Check that it runs: python -m llm_service probe. In a short while it is tried again by itself.
problem-llm-budget-spent = What the language model may take for one meeting is used up.
problem-llm-budget-spent-next = Raise BOARDSCRIBE_LLM_MEETING_TOKENS, BOARDSCRIBE_LLM_MEETING_SECONDS or BOARDSCRIBE_LLM_MEETING_COST, or leave it at that: the rest of the minutes are quotes.
problem-models-forbidden = The rules do not allow this meeting to be shown to such a model.
problem-models-forbidden-next = Take a model inside the perimeter, or change what the board or the meeting allows.

degraded-llm-not-configured = No language model is configured: the minutes are quotes found by rules.
degraded-llm-forbidden = This meeting may not be shown to the configured model: the minutes are quotes found by rules.
degraded-llm-unreachable = The language model's server cannot be reached: quotes found by rules stand in for it.
degraded-llm-timeout = The language model did not answer in time: quotes found by rules stand in for it.
degraded-llm-busy = The language model's server is overloaded: quotes found by rules stand in for it.
degraded-llm-resting = The language model's server failed several times in a row and is left alone for now: quotes found by rules stand in for it.
degraded-llm-budget-spent = The tokens, time or money that one meeting may cost are used up: for the rest quotes found by rules stand in for the model.
degraded-llm-unauthorized = The language model's server did not accept the key: quotes found by rules stand in for it.
degraded-llm-not-found = There is no language model at this address: quotes found by rules stand in for it.
degraded-llm-bad-answer = The language model gave useless answers: where it failed stand quotes found by rules.
degraded-llm-bad-request = The language model's server did not understand the request: quotes found by rules stand in for it.
degraded-llm-too-long = A part of the meeting did not fit into the model's context: quotes found by rules stand there.
degraded-minutes-untranslated = The minutes stay in the language that was spoken: without a language model they are made of quotes, and nobody can translate those.
degraded-llm-quotes-dropped = Some of the model's answer was left out: nobody said those words, or it was never shown those cards.
degraded-quotes-unchecked = The second check of the quotes was not possible for all changes: what it was needed for asks instead of going by itself.

llm-probe-works = The model { $model } fills in forms.
llm-probe-fails = The model { $model } will not do: { $reason }
llm-probe-mode = How to ask for a form: { $mode ->
    [strict] strict JSON schema
    [structured] JSON schema in vLLM's own field
    [schema] JSON schema without limits on lengths
    [object] any JSON object, the schema in the text of the request only
   *[plain] no help, the schema in the text of the request only
  }.
llm-probe-context = Context that is used: { NUMBER($tokens, useGrouping: 0) } tokens.
llm-probe-quiet = The model is told not to think aloud.
llm-probe-without = What the server does not understand: { $names }.

# The language service.
minutes-service-help = Minutes and answers as a service of their own; and whether its model can be used.
minutes-serve-help = Serve minutes and answers over HTTP and gRPC until a signal ends it. The model and the keys come from the environment: BOARDSCRIBE_LLM_URL, BOARDSCRIBE_LLM_MODEL, BOARDSCRIBE_LLM_KEY, BOARDSCRIBE_MINUTES_KEY.
minutes-port-option = The port of HTTP; 0 is any free one.
minutes-tls-client-ca-option = A PEM file: only callers with a certificate that is signed there are let in.
minutes-serving = Minutes are written at { $http } and { $grpc }. Model: { $names }.
check-minutes = Language service
check-minutes-ok = Minutes are written by the service at { $url }.
check-minutes-key = The service at { $url } does not accept our key: give both ends the same BOARDSCRIBE_MINUTES_KEY. Meetings wait until then.
check-minutes-down = The service at { $url } cannot be used: see that “python -m llm_service serve” runs there. Meetings wait until then; nothing is lost.
llm-probe-help = Say whether the configured model can be used, and how. No meeting is sent.

# Языковая модель: протоколы и ответы на вопросы.
problem-llm-not-configured = Языковая модель не настроена.
problem-llm-not-configured-next = Задайте BOARDSCRIBE_LLM_URL и BOARDSCRIBE_LLM_MODEL (и BOARDSCRIBE_LLM_KEY, если серверу нужен ключ).
problem-llm-unreachable = Сервер языковой модели { $host } недоступен.
problem-llm-unreachable-next = Проверьте, что сервер запущен и адрес верен: python -m llm_service probe.
problem-llm-timeout = Сервер языковой модели { $host } не ответил вовремя.
problem-llm-timeout-next = Возьмите модель поменьше или сервер побыстрее и повторите.
problem-llm-busy = Сервер языковой модели { $host } просит подождать: слишком много запросов.
problem-llm-busy-next = Повторите через несколько минут или поднимите лимит на сервере.
problem-llm-unauthorized = Сервер языковой модели { $host } не принял ключ.
problem-llm-unauthorized-next = Проверьте BOARDSCRIBE_LLM_KEY.
problem-llm-not-found = По адресу { $host } нет такой модели или это не чат-сервер (код { $status }).
problem-llm-not-found-next = Проверьте BOARDSCRIBE_LLM_URL (обычно кончается на /v1) и BOARDSCRIBE_LLM_MODEL.
problem-llm-bad-answer = Языковая модель дважды ответила не по форме.
problem-llm-bad-answer-next = Проверьте модель: python -m llm_service probe. Если повторяется, возьмите другую.
problem-llm-bad-request = Сервер отказался от запроса к модели { $model } (код { $status }).
problem-llm-bad-request-next = Проверьте имя модели и то, что сервер понимает обычные запросы чата OpenAI.
problem-llm-too-long = Запрос или ответ не поместился в контекст модели { $model }.
problem-llm-too-long-next = Укажите настоящий размер контекста в BOARDSCRIBE_LLM_CONTEXT_TOKENS или увеличьте его на сервере.
problem-llm-resting = Сервер языковой модели { $host } несколько раз подряд не справился, и к нему пока не обращаются.
problem-llm-resting-next = Проверьте, что он работает: python -m llm_service probe. Вскоре попытка повторится сама.
problem-llm-budget-spent = Израсходовано всё, что языковой модели отведено на одну встречу.
problem-llm-budget-spent-next = Поднимите BOARDSCRIBE_LLM_MEETING_TOKENS, BOARDSCRIBE_LLM_MEETING_SECONDS или BOARDSCRIBE_LLM_MEETING_COST — или оставьте как есть: остаток протокола составлен из цитат.
problem-models-forbidden = Правила не разрешают показывать эту встречу такой модели.
problem-models-forbidden-next = Возьмите модель внутри периметра или измените разрешение для доски или встречи.

degraded-llm-not-configured = Языковая модель не настроена: протокол составлен из цитат по правилам.
degraded-llm-forbidden = Эту встречу нельзя показывать настроенной модели: протокол составлен из цитат по правилам.
degraded-llm-unreachable = Сервер языковой модели недоступен: вместо неё цитаты, найденные по правилам.
degraded-llm-timeout = Языковая модель не ответила вовремя: вместо неё цитаты, найденные по правилам.
degraded-llm-busy = Сервер языковой модели перегружен: вместо неё цитаты, найденные по правилам.
degraded-llm-resting = Сервер языковой модели несколько раз подряд не справился, и к нему пока не обращаются: вместо неё цитаты, найденные по правилам.
degraded-llm-budget-spent = Токены, время или деньги, отведённые на одну встречу, израсходованы: дальше вместо модели цитаты, найденные по правилам.
degraded-llm-unauthorized = Сервер языковой модели не принял ключ: вместо неё цитаты, найденные по правилам.
degraded-llm-not-found = Языковой модели по этому адресу нет: вместо неё цитаты, найденные по правилам.
degraded-llm-bad-answer = Языковая модель ответила негодно: там, где она не справилась, цитаты, найденные по правилам.
degraded-llm-bad-request = Сервер языковой модели не понял запроса: вместо неё цитаты, найденные по правилам.
degraded-llm-too-long = Часть встречи не поместилась в контекст модели: там цитаты, найденные по правилам.
degraded-minutes-untranslated = Протокол остался на языке встречи: без языковой модели он составлен из цитат, и перевести их нечем.
degraded-llm-quotes-dropped = Часть ответа модели отброшена: таких слов на встрече никто не говорил или таких карточек ей не показывали.
degraded-quotes-unchecked = Вторая проверка цитат удалась не для всех изменений: что без неё не может пройти само, спрашивает.

llm-probe-works = Модель { $model } отвечает по форме.
llm-probe-fails = Модель { $model } не годится: { $reason }
llm-probe-mode = Как просить ответ по форме: { $mode ->
    [strict] строгая схема JSON
    [structured] схема JSON в собственном поле vLLM
    [schema] схема JSON без ограничений длины
    [object] любой объект JSON, схема только в тексте запроса
   *[plain] никак: схема только в тексте запроса
  }.
llm-probe-context = Используемый контекст, токенов: { NUMBER($tokens, useGrouping: 0) }.
llm-probe-quiet = Модель просят не рассуждать вслух.
llm-probe-without = Чего сервер не понимает: { $names }.

# Языковая служба.
minutes-service-help = Протоколы и ответы как отдельная служба; и годится ли её модель.
minutes-serve-help = Составлять протоколы и отвечать на вопросы по HTTP и gRPC, пока не придёт сигнал остановки. Модель и ключи берутся из окружения: BOARDSCRIBE_LLM_URL, BOARDSCRIBE_LLM_MODEL, BOARDSCRIBE_LLM_KEY, BOARDSCRIBE_MINUTES_KEY.
minutes-port-option = Порт HTTP; 0 — любой свободный.
minutes-tls-client-ca-option = Файл PEM: впускаются только вызывающие с сертификатом, который подписан указанным здесь центром.
minutes-serving = Протоколы составляются по адресам { $http } и { $grpc }. Модель: { $names }.
check-minutes = Языковая служба
check-minutes-ok = Протоколы составляет служба по адресу { $url }.
check-minutes-key = Служба по адресу { $url } не принимает наш ключ: задайте на обоих концах один и тот же BOARDSCRIBE_MINUTES_KEY. Встречи пока ждут.
check-minutes-down = Служба по адресу { $url } недоступна: проверьте, что там запущено «python -m llm_service serve». Встречи пока ждут, ничего не потеряется.
llm-probe-help = Сказать, годится ли указанная модель и как её спрашивать. Встречи никуда не отправляются.

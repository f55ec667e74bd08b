# API.
problem-unauthorized = Ключ API не передан или неверен.
problem-unauthorized-next = Передайте его как «Authorization: Bearer …»; он лежит в файле api-token в домашней папке установки.
problem-request-invalid = Запрос непонятен: { $detail }
problem-request-invalid-next = Сверьте его с описанием по адресу /docs.
problem-http-404 = По этому адресу ничего нет.
problem-http-404-next = Какие адреса есть, сказано в /docs.
problem-http-405 = Этот адрес не принимает такой метод.
problem-http-405-next = Что он принимает, сказано в /docs.
problem-http-413 = Запрос больше, чем здесь принимают.
problem-http-413-next = Разрежьте запись на части, передайте только звук или возьмите `boardscribe process` на этой машине.
problem-http-refused = Запрос отклонён ({ $status }).
problem-http-refused-next = Сверьте его с описанием по адресу /docs.
problem-upload-too-large = Файл больше { $limit } ГБ.
problem-upload-too-large-next = Разрежьте запись на части или передайте только звук.

problem-messenger-unauthorized = { $vendor } не принимает ключ бота (или больше не принимает).
problem-messenger-unauthorized-next = Выпустите в { $vendor } новый ключ и впишите его в настройки. Принят ли он, скажет boardscribe doctor.
problem-messenger-ca-unreadable = Не удалось прочитать файл с сертификатом, которому нужно доверять для { $vendor }.
problem-messenger-ca-unreadable-next = Проверьте путь в настройке BOARDSCRIBE_MAX_CA: там должен лежать сертификат в формате PEM.

# Что может ответить только доска Kaiten или похожая на неё.
problem-vendor-other-user = { $vendor } ответил от имени другого пользователя, чем раньше.
problem-vendor-other-user-next = Проверьте ключ и то, что стоит между нами и { $vendor }: boardscribe doctor. Пока неясно, кто мы, ничего не записывается.
problem-tag-ambiguous = Меток с названием «{ $name }» несколько, а { $vendor } ставит метки по названию.
problem-tag-ambiguous-next = Переименуйте одну из них на доске или поставьте метку вручную.

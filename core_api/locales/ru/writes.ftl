# Запись на доски: что ждёт, что вернулось, ночной обход, удаление карточки насовсем.
cli-board-waiting-help = Показать, что решено и ещё не на досках: почему ждёт и с каких пор.
cli-board-waiting-argument = Только эта доска, например trello:5f0c…; без неё — все.
cli-board-resume-help = Продолжить то, что ждёт. Сначала спрашивается доска, поэтому дважды ничего не запишется.
column-why = Почему ждёт
column-since = С каких пор
waiting-none = Записи на доски ничего не ждёт.
waiting-title = { $count ->
    [one] { $count } решённое изменение ждёт записи
    [few] { $count } решённых изменения ждут записи
   *[other] { $count } решённых изменений ждут записи
  }
waiting-hint = Когда причина устранена: boardscribe board resume
waiting-resumed = { $count ->
    [0] Ничего не ждёт.
    [one] Продолжено { $count } изменение.
    [few] Продолжены { $count } изменения.
   *[other] Продолжено { $count } изменений.
  }
waiting-still = { $count ->
    [one] { $count } изменение всё ещё ждёт
    [few] { $count } изменения всё ещё ждут
   *[other] { $count } изменений всё ещё ждут
  }: boardscribe board waiting
waiting-on-board = { $count ->
    [one] { $count } решённое изменение ждёт записи на эту доску
    [few] { $count } решённых изменения ждут записи на эту доску
   *[other] { $count } решённых изменений ждут записи на эту доску
  }: boardscribe board waiting
check-writes = Запись на доски
check-writes-ok = Ничего не ждёт.
check-writes-waiting = { $count ->
    [one] { $count } решённое изменение ждёт записи
    [few] { $count } решённых изменения ждут записи
   *[other] { $count } решённых изменений ждут записи
  } с { $since }. Почему — покажет «boardscribe board waiting»; устраните причину и выполните «boardscribe board resume». Остальное работает.

# С трёх сторон: что было, когда изменение предложили, что стоит сейчас, что запишем мы.
meanwhile-was = когда предлагали:
meanwhile-now = сейчас:
meanwhile-ours = запишем:

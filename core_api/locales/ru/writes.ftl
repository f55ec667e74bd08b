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

# Отмена.
problem-undo-too-old = Это изменение карточки «{ $card }» сделано больше { $days } дней назад.
problem-undo-too-old-next = Сначала посмотрите на карточку. Если всё равно вернуть как было, отмените принудительно: boardscribe undo --force { $change }

# Удаление карточки насовсем.
cli-board-delete-help = Удалить карточку насовсем, после того как вы наберёте её название. Отменить это нельзя.
cli-board-delete-card-argument = Идентификатор карточки или её номер.
delete-warning = Карточка «{ $card }» доски { $board } будет удалена насовсем, вместе с комментариями и чек-листами. Отменить это нельзя; почти всегда хватает архива.
delete-prompt = Чтобы удалить, наберите название карточки (Enter — оставить):
delete-left = Ничего не удалено.
delete-done = Карточка «{ $card }» удалена ({ $change }).
operation-delete = Удалено насовсем
rule-removed = удалено насовсем человеком
problem-delete-by-people = Удалить карточку насовсем может только человек.
problem-delete-by-people-next = Уберите карточку в архив: это можно отменить.
problem-delete-not-allowed = Удалять карточки насовсем здесь не разрешено, или доска { $board } этого не умеет.
problem-delete-not-allowed-next = Уберите карточку в архив. Разрешить удаление может тот, кто отвечает за установку: BOARDSCRIBE_ALLOW_DELETE=true.
problem-delete-name-differs = Карточка называется иначе: «{ $card }».
problem-delete-name-differs-next = Наберите название точно так, как оно стоит на доске; ничего не удалено.

# Ночной обход.
cli-board-sweep-help = Убрать то, что из-за опоздавшего ответа оказалось на доске дважды. Каждую ночь это делается само.
sweep-done = { $looked ->
    [one] Проверена { $looked } наша запись
    [few] Проверены { $looked } наши записи
   *[other] Проверено { $looked } наших записей
  }, { $removed ->
    [0] лишних копий нет
    [one] убрана { $removed } лишняя копия
    [few] убраны { $removed } лишние копии
   *[other] убрано { $removed } лишних копий
  }.
rule-late-duplicate = создано дважды, потому что доска ответила слишком поздно
problem-duplicate-touched = Это оказалось на доске дважды, потому что доска ответила слишком поздно, а вторую копию уже правил человек.
problem-duplicate-touched-next = Посмотрите на «{ $card }» и уберите лишнее вручную.

# Пометка карточек без новостей.
rule-stale-mark = карточки без новостей на этой доске помечаются
degraded-stale-label-missing = Такой метки на доске нет, поэтому карточки без новостей не помечены: см. «boardscribe board policy».

# Мгновенный ответ на нажатие; его видит только тот, кто нажал.
toast-accepted = Принято, применяю
toast-noted = Оставлено заметкой
toast-rejected = Отклонено
toast-already-decided = Уже решено
toast-already-decided-by = Уже решено: { $name }
toast-not-yours = Решать этот вопрос вам не поручено
toast-stale = Вопрос изменился, посмотрите новое сообщение
toast-expired = Срок ответа вышел, вопрос остался в панели
toast-revoked = Вы больше не принимаете решений по этой доске
toast-unknown-button = Эта кнопка больше не действует
toast-shown = Секунду…
toast-too-many = Слишком много нажатий подряд, подождите минуту
toast-undoing = Отменяю…

# Ошибки, которые не относятся к одной части программы.
problem-internal = Внутренняя ошибка Boardscribe.
problem-internal-next = Повторите команду; если ошибка вернётся, сообщите о ней вместе с тем, что печатает BOARDSCRIBE_LOG_LEVEL=debug.
problem-cancelled = Остановлено по просьбе.
problem-cancelled-next = Ничего не потеряно: повторите команду, чтобы продолжить.

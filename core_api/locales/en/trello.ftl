problem-webhook-unreadable = { $vendor } sent a notice that cannot be read.
problem-webhook-unreadable-next = Nothing is lost: boards are read at their usual times anyway, and a messenger sends the same again. If it happens again, report it.

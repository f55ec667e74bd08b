problem-webhook-unreadable = { $vendor } sent a notice that cannot be read.
problem-webhook-unreadable-next = Nothing is lost: the board is read at its usual times anyway. If it happens again, report it.

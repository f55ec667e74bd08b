# Problems that belong to no single area.
problem-internal = Something went wrong inside Boardscribe.
problem-internal-next = Run the command again; if it happens again, report it with what BOARDSCRIBE_LOG_LEVEL=debug prints.
problem-cancelled = Stopped as asked.
problem-cancelled-next = Nothing is lost: run the same command to go on.

# What only Telegram does.
problem-telegram-taken = Another program asks Telegram for this bot's messages, or a webhook was set for it.
problem-telegram-taken-next = Stop the other one, or give this installation a bot of its own (@BotFather). It is tried again by itself.

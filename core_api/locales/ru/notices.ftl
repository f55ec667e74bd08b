problem-notice-address-unreadable = Адрес, заданный для уведомлений «{ $name }» ({ $channel }), использовать нельзя.
problem-notice-address-unreadable-next = Исправьте BOARDSCRIBE_MAIL_URL или BOARDSCRIBE_APPRISE_URLS: адрес почты выглядит так: mailtos://user:password@smtp.example.org?from=bot@example.org, остальные описаны в документации apprise.

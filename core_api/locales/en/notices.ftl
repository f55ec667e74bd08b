problem-notice-address-unreadable = The address that is set for notices to “{ $name }” ({ $channel }) cannot be used.
problem-notice-address-unreadable-next = Correct BOARDSCRIBE_MAIL_URL or BOARDSCRIBE_APPRISE_URLS: an address looks like mailtos://user:password@smtp.example.org?from=bot@example.org, and apprise describes the others.

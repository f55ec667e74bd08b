problem-messenger-unauthorized = { $vendor } does not accept the bot's key (any more).
problem-messenger-unauthorized-next = Make a new key in { $vendor } and put it into the settings. boardscribe doctor says whether it is accepted.
problem-messenger-ca-unreadable = The file with the certificate to be trusted for { $vendor } cannot be read.
problem-messenger-ca-unreadable-next = Check the path in the setting BOARDSCRIBE_MAX_CA: it must lead to a certificate in PEM form.

# Services that are reached over a wire. { $service } is the name of its package.
problem-service-unreachable = The service { $service } cannot be reached right now.
problem-service-unreachable-next = It is tried again by itself. If it goes on, check that it runs and that its address is right.
problem-service-unsure = The connection to the service { $service } broke off, and nobody knows yet whether the change was made.
problem-service-unsure-next = Boardscribe looks before it does anything again; you can look too.
problem-service-answer = What answers at the address of the service { $service } is not that service, or its answer cannot be read.
problem-service-answer-next = Check the address, and that the same version of Boardscribe runs at both ends.
problem-service-unauthorized = The service { $service } does not accept the key or the certificate.
problem-service-unauthorized-next = Give both ends the same key, and the caller a certificate where the service asks for one.
problem-service-request = The service { $service } cannot understand the request. { $detail }
problem-service-request-next = Compare it with the published .proto file of the service, and use the same version at both ends.
problem-service-too-large = The request is larger than the service { $service } takes ({ $limit } MiB).
problem-service-too-large-next = Ask for less at once, or shorten the text.
problem-service-late = The service { $service } was too busy to begin in time, so nothing was done.
problem-service-late-next = It is tried again by itself. If it goes on, give the service more resources.
problem-service-versions = The service { $service } runs another version than the caller.
problem-service-versions-next = Run the same version of Boardscribe at both ends.
problem-service-action = There is nothing at { $path }.
problem-service-action-next = See the published .proto file of the service for its actions.
problem-service-url = { $url } is not the address of a service.
problem-service-url-next = Write http://HOST:PORT or grpc://HOST:PORT, with an “s” after http or grpc for TLS.
problem-service-tls = The certificate or key in { $path } cannot be used.
problem-service-tls-next = Check that the file is in PEM format, that it may be read, and that the key belongs to the certificate.
problem-service-open = { $host } needs a key of at least { $length } characters: others could reach the service there.
problem-service-open-next = Set a long random key at both ends, or let the service listen on 127.0.0.1.
problem-service-port-taken = Another program listens on { $host }:{ $port } already.
problem-service-port-taken-next = Stop it, or give the service another port.
problem-service-address = { $host }:{ $port } cannot be listened on. { $detail }
problem-service-address-next = Give an address of this machine and a port that may be used.

# The service of the boards.
problem-board-kind-elsewhere = Boards of the kind “{ $kind }” are not reached through this service.
problem-board-kind-elsewhere-next = It serves trello, kaiten and kanboard; local boards and files lie where Boardscribe itself runs.

check-account-ok = { $kind }: we are { $who }.
check-account-lacks = { $kind }: the account lacks rights ({ $rights }). Reading may work; give it the rights to let changes through.
check-account-down = { $kind }: cannot be used now. { $problem } Local boards and the other accounts still work.
check-account-slow = { $kind }: has not answered yet. Local boards and the other accounts still work.
check-account-none = No account is set up. Set BOARDSCRIBE_TRELLO_KEY and _TOKEN, BOARDSCRIBE_KAITEN_URL and _TOKEN, or BOARDSCRIBE_KANBOARD_URL and _TOKEN.

# What all services have in common
service-host-option = Where to listen. Any other address than loopback needs { $key }.
service-grpc-port-option = The port of gRPC; 0 is any free one.
service-tls-cert-option = The server's certificate, a PEM file. With it both ports speak TLS.
service-tls-key-option = The key of the certificate, a PEM file.
service-tls-both = --tls-cert and --tls-key go together, and --tls-client-ca needs them.
service-without = none
service-proto-help = Print the messages and actions of the service as a .proto file.
service-environment = The environment's settings cannot be used. { $detail }

boards-service-help = Kanban boards as a service of their own.
boards-serve-help = Serve the boards over HTTP and gRPC until a signal ends it. Accounts and the key are read from the environment: BOARDSCRIBE_TRELLO_KEY, BOARDSCRIBE_BOARDS_KEY and so on.
boards-port-option = The port of HTTP; 0 is any free one.
boards-tls-client-ca-option = A PEM file: only callers with a certificate that is signed there are let in.
boards-serving = Boards are served at { $http } and { $grpc }. Accounts: { $names }.

check-boards = Boards service
check-boards-ok = Vendors' boards are reached through the service at { $url }.
check-boards-key = The service at { $url } does not accept our key: give both ends the same BOARDSCRIBE_BOARDS_KEY. Local boards still work.
check-boards-down = The service at { $url } cannot be used: see that “python -m kanban_connectors serve” runs there. Local boards still work, and changes that were approved wait.

# Files of JSON lines.
problem-lines-missing = { $path } cannot be read.
problem-lines-missing-next = Name a UTF-8 file with one JSON object a line.
problem-lines-unreadable = Line { $line } of { $path } is no JSON object with an id.
problem-lines-unreadable-next = Give a UTF-8 file with one JSON object a line; the command's --help says what is in it.

# The API.
problem-unauthorized = The API's key is missing or wrong.
problem-unauthorized-next = Send it as “Authorization: Bearer …”; it is in the file api-token of the installation's home folder.
problem-request-invalid = The request cannot be understood: { $detail }
problem-request-invalid-next = Compare it with the documentation under /docs.
problem-http-404 = There is nothing at this address.
problem-http-404-next = See /docs for the addresses there are.
problem-http-405 = This address does not take this method.
problem-http-405-next = See /docs for what it takes.
problem-http-413 = The request is larger than is taken here.
problem-http-413-next = Cut the recording into parts, hand it in as audio only, or use `boardscribe process` on this machine.
problem-http-refused = The request was refused ({ $status }).
problem-http-refused-next = Compare it with the documentation under /docs.
problem-upload-too-large = The file is larger than { $limit } GB.
problem-upload-too-large-next = Cut the recording into parts, or hand it in as audio only.

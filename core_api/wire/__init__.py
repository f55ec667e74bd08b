"""One Protocol, three wires: in the same process, HTTP, gRPC. A URL picks the wire.

A service is a table of actions (`service`); all the rest follows from it. No service may be named here.
"""

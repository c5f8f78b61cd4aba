"""SPARQL over HTTP, as raw ASGI: the protocol, the Graph Store Protocol, the service description."""

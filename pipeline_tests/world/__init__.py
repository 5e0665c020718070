"""A hostile web on loopback: servers that do on purpose what real ones do by accident or out of malice.

``raw``: bytes on a socket that are no HTTP, or too much of it, or too slow. ``bombs``: bodies that unpack to far more
than they are. ``certificates``: TLS that should not be trusted. ``papers``: newspapers whose feeds, validators, URLs
and GUIDs do what the pitfalls name. Sockets, bytes and certificates are real throughout; nothing here stands in for
code of the project.
"""

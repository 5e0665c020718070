"""The simulated web, the fake services, and the command that plays them. Production code imports nothing here."""

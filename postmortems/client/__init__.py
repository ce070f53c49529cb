"""The `second-story` command: the API from a terminal. It knows no framework, and needs nothing of the server's."""

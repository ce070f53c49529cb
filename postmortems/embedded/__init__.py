"""The engine room of `make run` and `make test`: an own PostgreSQL, the supervisor, the mail catcher.

A bottom layer: it imports nothing else of the project and no framework. The application knows it by its environment
only.
"""

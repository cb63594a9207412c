"""Servers for tests of every room; each starts when a test first asks for it."""

pytest_plugins = ["tests.chatting", "tests.servers"]

"""Fixtures that the whole suite shares."""

pytest_plugins = ["server.tests.postgres"]

"""Fernbrook Cooperative: a small company of our own making, so that a newcomer finds people, work and customers.

Everybody in it is invented, and so is all that they say.
"""

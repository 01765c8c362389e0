"""Logs (to come)."""

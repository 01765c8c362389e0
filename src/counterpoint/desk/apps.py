"""The desk as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Store, worker and what is said of them."""

    name = "counterpoint.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

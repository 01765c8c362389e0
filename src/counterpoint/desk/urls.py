"""The addresses of the server; Django reads the names of this module."""

from __future__ import annotations

from django.urls import path

from counterpoint.desk import views

urlpatterns = [
    path("healthz", views.healthz),
    path("readyz", views.readyz),
    path("metrics", views.metrics),
    path("websub/<str:token>", views.websub),
]
handler400 = views.unreadable
handler404 = views.missing
handler500 = views.broken

"""Counterpoint: many reports of one event in, one sourced story out."""

__version__ = "0.1.0"

"""Latvian regional action plans from PDF to tables that can be trusted."""

__version__ = "0.1.0"

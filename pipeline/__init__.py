"""Latvian regional action plans from PDF to tables that can be trusted: `extract("plan.pdf")`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"
__all__ = ["__version__", "extract"]

if TYPE_CHECKING:
    from pipeline.api import extract


def __getattr__(name: str) -> Any:
    # Loaded when asked for: `ricplan --version` needs none of what reading needs.
    if name == "extract":
        from pipeline import api

        return api.extract
    raise AttributeError(f"module 'pipeline' has no attribute '{name}'")

"""The kinds of proposals, and the columns that they change."""

from __future__ import annotations

from collections.abc import Mapping

ADD, REMOVE, OTHER = "jauna aktivitāte", "svītrot aktivitāti", "cits"
# The printed column of an activity that a proposal changes.
COLUMNS: Mapping[str, str] = {
    "grozīt nosaukumu": "name",
    "grozīt atbildīgos": "responsible_raw",
    "grozīt partnerus": "partners_raw",
    "grozīt finansējumu": "amount_raw",
    "grozīt finanšu avotus": "funding_raw",
    "grozīt termiņu": "deadline_raw",
    "grozīt rādītājus": "indicators",
}
KINDS = (*COLUMNS, ADD, REMOVE, OTHER)

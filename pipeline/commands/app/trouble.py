"""Error messages for the browser, in both languages, with where to correct the cause."""

from __future__ import annotations

from pipeline.model.errors import RicplanError, UsageError
from pipeline.records.corrections.file import WrongFileError

Both = tuple[str, str]  # Latvian, English


class SaidError(UsageError):
    """A UsageError that is told in Latvian too."""

    def __init__(self, latvian: str, seen: str, why: str, todo: str) -> None:
        super().__init__(seen, why, todo)
        self.latvian = latvian


def told(error: Exception) -> Both:
    """What an error says, in Latvian and in English.

    Only what this package raises, and a wrong file of corrections, has Latvian words of its own;
    the words of others are repeated as they are.
    """
    match error:
        case WrongFileError():
            line = f", {error.line}. rindā" if error.line else ""
            at = f", line {error.line}" if error.line else ""
            return (
                f"Labojumu datnē {error.name}{line} ir kļūda: {error.what}. Kamēr tā nav izlabota, "
                "nekas netiek mainīts. Nekas nav zudis: izlabojiet šo vietu, saglabājiet datni, "
                "un darbs turpinās.",
                f"The file of corrections {error.name}{at} has a mistake: {error.what}. Nothing is "
                "changed until it is put right. Nothing is lost: mend that place, save the file, "
                "and work goes on.",
            )
        case SaidError():
            return error.latvian, str(error)
        case RicplanError():
            return str(error), str(error)
        case _:  # with its kind: nobody reads a log
            text = f"{type(error).__name__}: {error}"
            return text, text

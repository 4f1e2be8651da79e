"""Error messages for the browser in both languages."""

from __future__ import annotations

from pipeline.model.errors import RicplanError, UsageError
from pipeline.records.corrections.file import WrongFileError

Both = tuple[str, str]  # Latvian, English


class BilingualError(UsageError):
    """A UsageError with a message in Latvian as well."""

    def __init__(self, latvian: str, seen: str, why: str, todo: str) -> None:
        super().__init__(seen, why, todo)
        self.latvian = latvian


def told(error: Exception) -> Both:
    """The message of an error in Latvian and in English.

    Errors of this package and of files of corrections have Latvian messages; those of other errors
    are shown in English.
    """
    match error:
        case WrongFileError():
            line = f", {error.line}. rindā" if error.line else ""
            at = f", line {error.line}" if error.line else ""
            return (
                f"Labojumu datnē {error.name}{line} ir kļūda: {error.what}. Kamēr tā nav izlabota, "
                "nekas netiek mainīts. Nekas nav zudis: izlabojiet šo vietu, saglabājiet datni, "
                "un darbs turpinās.",
                f"The file of corrections {error.name}{at} has a mistake: {error.what}. "
                "No change is possible until it is corrected. Nothing is lost: correct that place "
                "and save the file.",
            )
        case BilingualError():
            return error.latvian, str(error)
        case RicplanError():
            return str(error), str(error)
        case _:  # with its type, since there is no log
            text = f"{type(error).__name__}: {error}"
            return text, text

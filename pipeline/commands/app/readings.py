"""Runs the stages on PDFs, and after a correction again from the first affected stage.

Results of stages are kept on disk. A correction of values runs only `correct` and `validate`, one
of rows also `records`; the PDF is not opened again.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace

from pipeline.commands.app.folder import Folder, Listed
from pipeline.commands.app.trouble import Both, told
from pipeline.model.plan import Plan
from pipeline.records.corrections import file
from pipeline.stages import kept
from pipeline.store import layers, plan_files, staging
from pipeline.store.layers import Layer

_POLL = 0.1  # seconds
AT_ONCE = 2  # PDFs that are read at the same time
WAITING, READING, DONE, FAILED = "waiting", "reading", "done", "failed"


@dataclass(slots=True)
class State:
    """The progress of reading a plan, as sent to the browser."""

    state: str = WAITING
    stage: str = ""
    page: int = 0
    pages: int = 0
    error: Both = ("", "")
    version: str = ""  # version of the corrections that the tables were made with


@dataclass(slots=True)
class Held:
    """A plan that has been read: its tables with corrections and without."""

    plan: Plan
    before: Plan  # as after the stage `records`
    layers: tuple[Layer, ...]
    text: str  # of the file of corrections that it was made with


@dataclass(slots=True)
class Readings:
    """All readings of a project; a lock per plan serialises work on it."""

    folder: Folder
    states: dict[str, State] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    locks: dict[str, threading.RLock] = field(default_factory=dict)
    turns: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(AT_ONCE))
    guard: threading.Lock = field(default_factory=threading.Lock)

    def lock(self, doc_id: str) -> threading.RLock:
        """The lock of a plan."""
        with self.guard:
            return self.locks.setdefault(doc_id, threading.RLock())

    def state(self, plan: Listed) -> State:
        """The progress of reading a plan."""
        with self.guard:
            return self.states.setdefault(plan.id, State())

    def start(self, plan: Listed) -> None:
        """Start reading a plan in the background, unless that is under way."""
        with self.guard:
            state = self.states.setdefault(plan.id, State())
            if state.state == READING:
                return
            self.states[plan.id] = State(READING)
        threading.Thread(target=self._read, args=(plan,), daemon=True).start()

    def _read(self, plan: Listed) -> None:
        state = self.state(plan)

        def on_page(page: int, pages: int) -> None:
            state.page, state.pages = page, pages

        def on_stage(name: str) -> None:
            state.stage = name

        with self.turns, self.lock(plan.id):
            try:
                text = self.text(plan)
                corrections = file.parse(text, str(self.folder.corrections(plan)))
                made = kept.read(
                    plan.pdf, self.folder.own_files(plan), plan.id, corrections, on_page, on_stage
                )
                self._keep(plan, made, text)
                state.state = DONE
            except Exception as error:  # shown in the browser, since there is no log
                state.state, state.error = FAILED, told(error)

    def wait(self, plan: Listed) -> None:
        """Wait until a started reading of a plan has ended."""
        while self.state(plan).state == READING:
            time.sleep(_POLL)

    def plan(self, plan: Listed) -> Held | None:
        """The plan with its current corrections; None where it is not read yet, or being read."""
        if self.state(plan).state == READING:
            return None
        with self.lock(plan.id):
            text = self.text(plan)
            held = self.held.get(plan.id)
            if held is not None and held.text == text:
                return held
            if not kept.is_there(self.folder.own_files(plan), plan.pdf):
                return None
            corrections = file.parse(text, str(self.folder.corrections(plan)))
            made = kept.with_other_corrections(self.folder.own_files(plan), plan.id, corrections)
            self._keep(plan, made, text)
            self.states[plan.id] = replace(self.state(plan), state=DONE)
            return self.held[plan.id]

    def text(self, plan: Listed) -> str:
        """The current text of the file of corrections; WrongFileError where it is not UTF-8."""
        place = self.folder.corrections(plan)
        return file.text_of(place) if place.is_file() else ""

    def _keep(self, plan: Listed, made: kept.Made, text: str) -> None:
        out = self.folder.output(plan)
        with staging.staged(out, plan_files.DERIVED) as folder:
            plan_files.write_files(made.plan, folder)
            layers.write(made.layers, folder)
        self.held[plan.id] = Held(made.plan, made.before, made.layers, text)

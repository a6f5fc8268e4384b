"""Where files lie in the data directory: paths are made here from ids, never from names.

catalog.sqlite        the catalog
run/                  socket and key of the engine (0700)
incoming/             uploads on their way
analyses/ID/          source files 0, 1, ...; report.json; scratch/ while it runs
"""

import os
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import NotFound, NotReady

_ID = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Storage:
    """The data directory at ``root``."""

    root: Path

    def prepare(self) -> None:
        """Makes what is missing, for this user alone."""
        for folder in (self.root, self.run, self.incoming, self.root / "analyses"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def catalog(self) -> Path:
        """The SQLite file."""
        return self.root / "catalog.sqlite"

    @property
    def run(self) -> Path:
        """Sockets and keys."""
        return self.root / "run"

    @property
    def incoming(self) -> Path:
        """Uploads that are not yet an analysis."""
        return self.root / "incoming"

    def folder(self, id: str) -> Path:
        """Of one analysis; NotFound where ``id`` cannot be one."""
        if not _ID.fullmatch(id):
            raise NotFound("There is no analysis of that id.")
        return self.root / "analyses" / id

    def source(self, id: str, index: int) -> Path:
        """The file of one of its sources."""
        return self.folder(id) / str(index)

    def report(self, id: str) -> Path:
        """Its report."""
        return self.folder(id) / "report.json"

    def scratch(self, id: str) -> Path:
        """An empty folder for what only a running analysis needs."""
        self.clear_scratch(id)
        folder = self.folder(id) / "scratch"
        folder.mkdir(mode=0o700)
        return folder

    def clear_scratch(self, id: str) -> None:
        """Removes what a run may have left, however it ended."""
        shutil.rmtree(self.folder(id) / "scratch", ignore_errors=True)

    def read_report(self, id: str) -> str:
        """The report's JSON text; NotReady where there is none."""
        try:
            return self.report(id).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise NotReady("The analysis has no report.") from None

    def write_report(self, id: str, text: str) -> None:
        """Writes it whole or not at all."""
        draft = self.report(id).with_suffix(".draft")
        with open(draft, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.report(id))

    def adopt(self, files: Sequence[Path]) -> str:
        """Moves received files into the folder of a new analysis; returns its id."""
        id = secrets.token_urlsafe(16)
        folder = self.folder(id)
        folder.mkdir(mode=0o700)
        for index, file in enumerate(files):
            file.replace(folder / str(index))
        return id

    def delete(self, id: str) -> None:
        """Removes all files of the analysis."""
        shutil.rmtree(self.folder(id), ignore_errors=True)

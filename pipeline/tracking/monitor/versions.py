"""The versions of a plan for which workbooks may have been issued, loaded on first use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from pipeline.model.plan import Plan
from pipeline.tracking.monitor.identity import Identity
from pipeline.tracking.monitor.version_mapping import VersionMapping

Find = Callable[[str], Plan | None]  # loads the version whose PDF has a sha256


class Versions:
    """The mapping (`VersionMapping`) from each earlier version to the current one."""

    def __init__(
        self,
        plan: Plan,
        olds: Sequence[Plan] = (),
        find: Find = lambda sha256: None,
        family: Collection[str] = (),
    ) -> None:
        """`olds` are loaded versions, `find` loads others; `family` are the ids of all versions."""
        self.plan = plan
        self._mappings = [VersionMapping(one, plan) for one in (plan, *olds)]
        self._find = find
        self.family = {*family, *(mapping.old.meta.doc_id for mapping in self._mappings)}

    def mapping(self, identity: Identity) -> VersionMapping | None:
        """The mapping from the version that a workbook was issued for, identified by its PDF's
        hash; None where it is unknown.
        """
        sha256 = identity.sha256
        known = [mapping for mapping in self._mappings if (mapping.old.meta.sha256 or "") == sha256]
        own = [mapping for mapping in known if mapping.old.meta.doc_id == identity.doc_id]
        if own or (known and sha256):
            return (own or known)[0]
        found = self._find(sha256) if sha256 else None
        if found is None:
            return None
        self._mappings.append(VersionMapping(found, self.plan))
        return self._mappings[-1]

"""The instructions on the first sheet of a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.plan import Plan
from pipeline.tracking.monitor import forms
from pipeline.tracking.monitor.kinds import COLUMNS


def guide(plan: Plan) -> Iterator[tuple[str, str]]:
    """The instructions as pairs of subject and text."""
    yield (
        "Kā aizpildīt",
        "Aizpildiet dzeltenīgās šūnas zem brūnajiem virsrakstiem. Pelēkais ir plāna teksts: tas "
        "ir aizslēgts; ko tajā vajag mainīt, rakstiet lapā „Proposals”. Rindas drīkst kārtot un "
        "atlasīt, kolonnas – pārvietot; par ko nav ko ziņot, atstājiet tukšu.",
    )
    yield (
        "Progress",
        f"Rinda katrai aktivitātei. Statuss: {', '.join(forms.STATUSES)}. „Paveikts, %” – no 0 "
        "līdz 100. „Pabeigts” – diena, kad aktivitāte īstenota. „Iztērēts kopā” – nauda no plāna "
        "sākuma līdz ziņojuma dienai. „Apliecinājums” – saite uz līgumu, lēmumu vai ziņu.",
    )
    yield (
        "Funding",
        "Iztērētais pa finanšu avotiem. Ja naudu deva avots, kura sarakstā nav, ierakstiet "
        "aktivitātes ID, avotu un summu kādā no tukšajām rindām lapas beigās.",
    )
    yield (
        "Indicators",
        "Rinda katram iznākuma rādītājam: sasniegtā vērtība ziņojuma dienā, skaitlis, ja tāds ir.",
    )
    if plan.outcome_indicators:
        yield (
            "Outcomes",
            "Plāna rezultātu rādītāji: aizpilda tas, kura pārziņā ir dati; pārējie atstāj tukšu.",
        )
    yield (
        "Proposals",
        "Priekšlikumi plāna grozījumiem, rinda katram. Veidiem "
        + ", ".join(f"„{kind}”" for kind in COLUMNS)
        + " kolonnā „Priekšlikums” rakstiet jauno vērtību tieši tā, kā tai jābūt plānā; "
        "pamatojumam ir sava kolonna. Jaunai aktivitātei rakstiet tās ID un nosaukumu.",
    )
    yield (
        "Skaitļi un datumi",
        "1 234,50 vai 1234,5; datums 31.12.2018. Formulas drīkst lietot.",
    )
    yield (
        "Nedrīkst",
        "Darbgrāmatu ar makrosiem, ar saitēm uz citām datnēm vai ar paroli nenolasa. Nemainiet "
        "virsrakstus un neizdzēsiet slēptās kolonnas „Atslēga” un „Kontrole”: pēc tām rindu "
        "pazīst.",
    )

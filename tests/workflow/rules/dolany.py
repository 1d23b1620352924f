"""Dolany, a small invented town that writes down how it plans, and ways to spoil its file."""

import pytest

from workflow.rules.process import Process
from workflow.rules.process_file import load_process
from workflow.rules.process_mistakes import Mistake, ProcessError

DOLANY = """
id = "dolany-2024"
title = {cs = "Plánování v Dolanech", en = "Planning in Dolany"}
source = "invented"
council_rule = "all"
[territory]
id = "dolany"
name = {cs = "Dolany", en = "Dolany"}
[[territory.municipalities]]
id = "dolany"
name = {cs = "Dolany", en = "Dolany"}
[plan]
title = {cs = "Komunitní plán", en = "Community plan"}
period_years = 4
[[areas]]
id = "rodina"
title = {cs = "Rodina", en = "Family"}
[[bodies]]
id = "rs"
kind = "steering_group"
title = {cs = "Řídicí skupina", en = "Steering group"}
sides = {user = 1, provider = 1, commissioner = 1}
admission = "derived"
derived_from = ["ps"]
decision = "consensus_first"
[[bodies]]
id = "ps"
kind = "working_group"
title = {cs = "Pracovní skupina", en = "Working group"}
area = "rodina"
sides = {user = 2, provider = 1, commissioner = 1, public = 1}
admission = "open"
decision = "consensus_first"
[[bodies]]
id = "tym"
kind = "delivery_team"
title = {cs = "Realizační tým", en = "Delivery team"}
admission = "appointed"
decision = "advisory"
[[bodies]]
id = "zastupitelstvo"
kind = "council"
title = {cs = "Zastupitelstvo", en = "Council"}
admission = "appointed"
decision = "vote_only"
[[parts]]
id = "analyza"
kind = "analytic"
title = {cs = "Analýza", en = "Analysis"}
[[parts]]
id = "opatreni"
kind = "strategic"
title = {cs = "Opatření", en = "Measures"}
needs_measures = true
after = ["analyza"]
[[deliverables]]
id = "pruzkum"
title = {cs = "Průzkum", en = "Survey"}
stage = "drafting"
approved_by = "rs"
[comments]
min_days_total = 30
[sign_off]
body = "rs"
[[councils]]
id = "rada"
municipality = "dolany"
level = "board"
members_total = 5
recommends = true
name = {cs = "Rada", en = "Board"}
[[councils]]
id = "zastupitelstvo"
municipality = "dolany"
members_total = 21
name = {cs = "Zastupitelstvo", en = "Council"}
[charter]
max_stand_asides = "1/4"
[cycle]
periods = [{from_year = 2020, to_year = 2023}, {from_year = 2024, to_year = 2027}]
[[relaxed]]
guard = "no_stakeholders"
principle = 2
assumption = true
reason = {cs = "Všichni se znají.", en = "Everybody knows everybody."}
"""


def loaded(text: str) -> Process:
    """The process Dolany described."""
    return load_process(text.encode(), file="dolany.toml")


def refused(text: str) -> tuple[Mistake, ...]:
    """Everything that is wrong with it."""
    with pytest.raises(ProcessError) as refusal:
        loaded(text)
    return refusal.value.mistakes


def spoilt(*changes: tuple[str, str]) -> str:
    """The file with the first occurrence of each old text made new."""
    text = DOLANY
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text

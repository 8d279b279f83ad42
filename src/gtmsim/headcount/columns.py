"""What a headcount list may call its columns. Names are compared by their letters alone, notes in brackets left out."""

import re

from gtmsim.scenario.names import listing

ROLE, TEAM, COST, NAME, START, LEAVE, LAST_DAY, COUNT = (
    "role", "team", "cost", "name", "start date", "leave date", "last day", "people",
)  # fmt: skip

# Of several columns that match, the one that stands first here is read.
SYNONYMS: dict[str, str] = {
    ROLE: "role job_title title position job_role job job_name designation",
    TEAM: "team department dept businessunit orgunit unit group squad pod function division area",
    COST: "fullyloadedcost loadedcost fullyloaded totalcost costperhead costperperson fullcost cost costs employercost"
    " totalcompensation compensation ote ontargetearnings salary basesalary basepay pay wage",
    NAME: "name employee employeename fullname person who staffmember displayname",
    START: "startdate start starts hiredate hired hire joined joindate joiningdate startingdate dateofhire dateofjoining from",
    LEAVE: "leavedate leave leaves leavingdate",
    LAST_DAY: "lastday lastworkingday enddate end terminationdate termination exitdate exit until left contractend",
    COUNT: "hc headcount count fte ftes heads people numberofpeople noofpeople number quantity qty",
}
NOT_LOADED = frozenset(["ote", "ontargetearnings", "salary", "basesalary", "basepay", "pay", "wage"])
_PERIODS = {
    "annual": "year", "annually": "year", "yearly": "year", "year": "year", "pa": "year",
    "monthly": "month", "month": "month", "quarterly": "quarter", "quarter": "quarter", "weekly": "week", "week": "week",
}  # fmt: skip
_FILLERS = frozenset(["per", "in", "a", "each"])
_MONEY = re.compile(r"[kKT]?(?:[A-Z]{3}|[€$£])|[kK]")


def letters(text: str) -> str:
    """Return a header as it is compared: `Hire date*` and `hire_date` are one name, and `#` counts."""
    bare = re.sub(r"[(\[].*?[)\]]", " ", text).lower()
    return re.sub(r"[^a-z]", "", bare) or ("hc" if "#" in text else "")


def money_in(header: str) -> tuple[str, str]:
    """Return the period and the money unit that a cost column's header tells: `Monthly cost (kEUR)` has `month` and `kEUR`."""
    words = re.findall(r"[A-Za-z€$£]+", header)
    period = next((_PERIODS[word.lower()] for word in words if word.lower() in _PERIODS), "")
    unit = next((word for word in words if _MONEY.fullmatch(word) and word.lower() not in ("ote", "pay")), "")
    return period, unit


def columns_of(headers: list[str]) -> dict[str, int]:
    """Return which column holds what, counted from 0."""
    bare = [_bare(text) for text in headers]
    found: dict[str, int] = {}
    for what, names in SYNONYMS.items():
        places = [bare.index(name) for name in map(letters, names.split()) if name in bare]
        if places:
            found[what] = places[0]
    return found


def accepted(what: str) -> str:
    """Return the headers a column may have, for a sentence."""
    return listing(name.replace("_", " ") for name in SYNONYMS[what].split())


def is_salary(header: str) -> bool:
    """Return whether a cost column tells what people are paid rather than what they cost."""
    return _bare(header) in NOT_LOADED


def _bare(header: str) -> str:
    """Return a header's letters without the words that tell period or unit, unless nothing else is there."""
    words = re.findall(r"[A-Za-z€$£]+|#", re.sub(r"[(\[].*?[)\]]", " ", header))
    kept = [
        word
        for word in words
        if word.lower() not in _PERIODS
        and word.lower() not in _FILLERS
        and not re.fullmatch(r"[kKT]?(EUR|USD|GBP|CHF|[€$£])", word)
    ]
    return letters(" ".join(kept)) or letters(header)

"""From a title on a business card to the work it does: a small table, meant to be read and argued with."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gtmsim.scenario.names import nearest

Kind: TypeAlias = Literal["early", "deals", "requests", "referred"]


@dataclass(frozen=True)
class Job:
    """What a job works, in order of preference, what it does when nothing waits, and what it is for."""

    works: tuple[Kind, ...]
    standing: dict[str, float]
    function: str
    means: str


JOBS: dict[str, Job] = {
    "sdr": Job(("early",), {"prospecting": 1}, "sales", "works leads until they are opportunities"),
    "rep": Job(("deals",), {"prospecting": 0.7, "administration": 0.3}, "sales", "works deals to the end"),
    "se": Job(("referred",), {"preparing": 1}, "support", "answers what deals ask of experts"),
    "marketer": Job(
        ("requests",), {"research": 0.27, "programs": 0.41, "material": 0.23, "care": 0.09}, "marketing",
        "answers what deals ask of marketing; programs and research otherwise",
    ),
    "csm": Job((), {"customers": 1}, "support", "looks after customers"),
    "ops": Job((), {"operations": 1}, "support", "keeps tools, data and processes running"),
    "sales_lead": Job((), {"leading": 1}, "sales", "leads people who sell"),
    "marketing_lead": Job((), {"leading": 1}, "marketing", "leads people who market"),
}  # fmt: skip

# Titles are compared word by word, in any case, singular or plural. The longest phrase found in a title decides.
TITLES: dict[str, str] = {
    "sdr": "sdr, bdr, ldr, adr, xdr, mdr, sales development, business development representative,"
    " business development rep, lead development, lead qualification, inbound representative, inbound rep,"
    " outbound representative, outbound rep, prospector",
    "rep": "ae, account executive, sales executive, sales representative, sales rep, rep, inside sales, field sales, closer,"
    " seller, salesperson, salesman, saleswoman, sales, sales specialist, new business, sales associate,"
    " business development, business development manager, key account executive",
    "se": "se, sales engineer, solution engineer, solution consultant, solution architect, presales, pre sales,"
    " technical sales, demo engineer, sales consultant, bid manager, proposal manager",
    "marketer": "marketing, marketer, pmm, product marketing, demand gen, demand generation, content, copywriter, seo, sem,"
    " paid media, event, brand, communication, pr, social media, campaign, abm, designer,"
    " webinar, growth marketing, growth manager",
    "csm": "csm, customer success, client success, account manager, account management, onboarding, implementation,"
    " renewal, customer experience, customer support, relationship manager",
    "ops": "operation, ops, revops, revenue operations, sales operations, marketing operations, marketing ops, sales ops,"
    " mops, enablement, sales enablement, deal desk, crm, analyst, administrator, assistant, coordinator",
    "sales_lead": "sales manager, team lead, team leader, sales leader, sdr manager, bdr manager, ae manager, sdr lead,"
    " bdr lead, sales development manager, sales lead, regional manager, area manager, general manager",
}
# These words make a leader of whoever has them, whatever else the title says; except for those who sell to one account.
_LEADS = (
    "vp", "svp", "evp", "avp", "vice president", "head", "chief", "director", "cro", "cmo", "cso", "cco", "ceo", "coo",
    "founder", "cofounder", "president",
)  # fmt: skip
_SELLING_DIRECTORS = ("account director", "client director")
_MARKETING = frozenset(["marketing", "cmo", "demand", "brand", "content", "growth", "communication", "pr"])


def job_of(title: str) -> str | None:
    """Return the job a title stands for, or None when the table does not know it."""
    words = _words(title)
    if any(_inside(_words(phrase), words) for phrase in _SELLING_DIRECTORS):
        return "rep"
    if any(_inside(_words(phrase), words) for phrase in _LEADS):
        return "marketing_lead" if _MARKETING & set(words) else "sales_lead"
    found = [
        (len(known), job)
        for job, phrases in TITLES.items()
        for phrase in phrases.split(",")
        if _inside(known := _words(phrase), words)
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def guess(title: str) -> tuple[str, str] | None:
    """Return the known title most like an unknown one, and its job."""
    known = {phrase.strip(): job for job, phrases in TITLES.items() for phrase in phrases.split(",")}
    match = nearest(title, known)
    return (match, known[match]) if match else None


def _words(text: str) -> list[str]:
    return [_singular(word) for word in re.findall(r"[^\W_]+", text.lower().replace("-", " "))]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word


def _inside(phrase: list[str], words: list[str]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words) - len(phrase) + 1))

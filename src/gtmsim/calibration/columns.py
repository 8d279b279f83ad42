"""What an export may call its tables and columns: our names first, then what Salesforce and HubSpot say.

Names are compared after `plain` has lowered them and dropped spaces, underscores and brackets, so `Create Date`,
`create_date` and `CREATEDATE` are one name.
"""

import re

TABLES: dict[str, str] = {
    "leads": "leads lead contacts contact",
    "opportunities": "opportunities opportunity deals deal salespipeline pipeline",
    "stage_history": "stagehistory opportunityhistory opportunityfieldhistory leadhistory history",
    "activities": "activities activity tasks events worksessions sessions",
}

COLUMNS: dict[str, dict[str, str]] = {
    "leads": {
        "lead_id": "leadid id recordid contactid hsobjectid",
        "created_at": "createdat createdate createddate",
        "source": "source leadsource originalsource originaltrafficsource hsanalyticssource",
        "campaign": "campaign campaignname campaignid landingpage landingpageid firstconversion"
        " originalsourcedrilldown1 hsanalyticssourcedata1",
        "owner_id": "ownerid leadowner contactowner hubspotownerid sdrid",
        "first_touch_at": "firsttouchat firstactivity firstresponse firstoutreach dateoffirstengagement"
        " hssafirstengagementdate",
        "mql_at": "mqlat mqldate becameamarketingqualifiedleaddate hslifecyclestagemarketingqualifiedleaddate",
        "sql_at": "sqlat sqldate salqdate becameasalesqualifiedleaddate hslifecyclestagesalesqualifiedleaddate",
        "converted": "converted isconverted associateddealpresent",
        "converted_at": "convertedat converteddate becameanopportunitydate hslifecyclestageopportunitydate",
        "opportunity_id": "opportunityid convertedopportunityid associateddealids",
        "disqualified_at": "disqualifiedat dateenteredunqualified unqualifieddate",
        "disqualify_reason": "disqualifyreason unqualifiedreason",
        "amount": "amounthint amount annualrevenue",
    },
    "opportunities": {
        "opportunity_id": "opportunityid id recordid dealid hsobjectid",
        "lead_id": "leadid convertedleadid associatedcontactids",
        "created_at": "createdat createdate createddate engagedate",
        "stage": "stage stagename dealstage",
        "closed_at": "closedat closedate",
        "is_closed": "isclosed closed hsisclosed isclosednumeric",
        "is_won": "iswon won hsisclosedwon isclosedwon",
        "owner_id": "ownerid opportunityowner dealowner hubspotownerid salesagent",
        "amount": "amount amountconverted amountincompanycurrency amountinhomecurrency closevalue",
        "currency": "currency currencyisocode dealcurrencycode",
        "source": "source leadsource originalsource originaltrafficsource hsanalyticssource",
        "loss_reason": "lossreason closedlostreason",
        "last_stage_change_at": "laststagechangeat laststagechangedate hsv2dateenteredcurrentstage",
    },
    "stage_history": {
        "record_id": "recordid opportunityid leadid dealid",
        "to_stage": "tostage stagename newvalue stage",
        "changed_at": "changedat lastmodified createddate lastmodifieddate",
        "changed_by": "changedby lastmodifiedby createdbyid updatedbyuser",
    },
    "activities": {
        "record_id": "recordid relatedto whatid whoid associateddealids associatedcontactids opportunityid leadid",
        "type": "type tasksubtype activitytype",
        "scheduled_at": "scheduledat duedate activitydate createddate hscreatedate createdat",
        "started_at": "startedat start startdatetime activitydatehs hstimestamp",
        "ended_at": "endedat end enddatetime",
        "duration_s": "durations callduration calldurationinseconds",
        "owner_id": "ownerid assigned activityassignedto hubspotownerid assignedto",
    },
}

NEEDED: dict[str, tuple[str, ...]] = {
    "leads": ("lead_id", "created_at"),
    "opportunities": ("opportunity_id",),
    "stage_history": ("record_id", "to_stage", "changed_at"),
    "activities": ("record_id", "started_at"),
}

PLACEHOLDERS = [
    "",
    "-",
    "--",
    "?",
    "select",
    "(none)",
    "none",
    "null",
    "na",
    "n/a",
    "nan",
    "unknown",
    "not provided",
]

WON = re.compile(r"\bwon\b|\bclosedwon\b")
STALLED = re.compile(
    r"cancel|withdr|no.?decision|expired|time.?out|timed.?out|no.?response|unresponsive|stalled"
)
LOST = re.compile(r"\blost\b|closedlost|declin|disqualif|unqualif|reject|refus")


def plain(name: str) -> str:
    """Return a name as it is compared: lower case letters and digits only, notes in brackets left out."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\(.*?\)", "", name.lower()))


def end_named(label: str | None, reason: str | None = None) -> str | None:
    """Return `won`, `lost` or `no_decision` if the words say how a case ended, else None.

    Cancelled, withdrawn and expired cases are no decision: nobody else won them, the buyer did not buy.
    """
    words = (label or "").lower()
    if WON.search(words):
        return "won"
    if STALLED.search(words) or (LOST.search(words) and STALLED.search((reason or "").lower())):
        return "no_decision"
    return "lost" if LOST.search(words) else None


def slug(name: str) -> str:
    """Return a name as an id of the scenario: lower case words joined by underscores."""
    words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return words if words and not words[0].isdigit() else f"s_{words}".rstrip("_")

"""Lists of people as they come by mail, and first scenarios made of them."""

from pathlib import Path

from gtmsim.headcount import First, Wishes, first_scenario

PEOPLE = """\
Northwind go-to-market headcount,,,,,
Name,Job title,Department,Fully loaded cost (EUR),Hire date,Leave date
Ada,SDR,Sales,"65,000",2024-03-01,
Ben,BDR,Sales,62 k€,2025-05-12,
Cleo,Account Executive,Sales,EUR 120000,2023-01-09,
Dan,Senior Account Executive,Sales,"11,000/month",15/03/2027,
Eva,Account Executive,Sales,118000,,2027-09-30
Finn,Solutions Engineer,Sales,130k,2022-06-01,
Gil,Product Marketing Manager,Marketing,95 k€,2024-01-01,
Hana,Demand Gen Manager,Marketing,88 k€,,
Ivo,CSM,Customer,70 k€,,
Jo,VP Sales,Sales,"220,000",,
"""
FUNNEL = "leads=1200,mqls=300,opportunities=80,wins=18"


def first(folder: Path, text: str = PEOPLE, **wishes: str) -> First:
    """Return the first scenario of a list."""
    return first_scenario(listed(folder, text), Wishes(**wishes))  # type: ignore[arg-type]  # all but roles are text


def listed(folder: Path, text: str = PEOPLE, name: str = "people.csv") -> Path:
    """Write a list and return its file."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file

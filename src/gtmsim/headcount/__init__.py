"""From a list of people to a first scenario: who works what, what they cost, and stand-ins for all the list cannot say."""

from gtmsim.headcount.funnel import Funnel, read_funnel
from gtmsim.headcount.making import First, Wishes, first_scenario
from gtmsim.headcount.people import People, Person, read_people

__all__ = ["First", "Funnel", "People", "Person", "Wishes", "first_scenario", "read_funnel", "read_people"]

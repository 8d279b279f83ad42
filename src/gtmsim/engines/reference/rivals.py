"""Rivals: what they build, ask and say."""

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.program.tables import Program


class Rivals:
    """Rivals: what they build, ask and say."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.program = program
        self.book = book
        self.company = company
        self.numbers = numbers
        self.luck = luck
        self.rules = luck.rules

    def week_begins(self, week: int) -> None:
        """Move on from last week."""

"""The parts of the firm and its surroundings that move once a week."""

from gtmsim.engines.reference.book import Book
from gtmsim.engines.reference.buyers import Buyers
from gtmsim.engines.reference.firm import Company
from gtmsim.engines.reference.hub import Hub
from gtmsim.engines.reference.loyalty import Loyalty
from gtmsim.engines.reference.luck import Luck, Numbers
from gtmsim.engines.reference.needs import Needs
from gtmsim.engines.reference.planning import Planning
from gtmsim.engines.reference.rivals import Rivals
from gtmsim.engines.reference.roadmap import Roadmap
from gtmsim.engines.reference.structure import Structure
from gtmsim.program.tables import Program


class Parts:
    """One of each, all over the same company."""

    def __init__(self, program: Program, book: Book, company: Company, numbers: Numbers, luck: Luck) -> None:
        self.company = company
        self.hub = Hub(program, book, company, numbers, luck)
        self.needs = Needs(program, book, company, numbers, luck)
        self.rivals = Rivals(program, book, company, numbers, luck)
        self.roadmap = Roadmap(program, book, company, numbers, luck)
        self.buyers = Buyers(program, book, company, numbers, luck)
        self.loyalty = Loyalty(program, book, company, numbers, luck)
        self.planning = Planning(program, book, company, numbers, luck)
        self.structure = Structure(program, book, company, numbers, luck)

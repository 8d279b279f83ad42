"""A scenario as a workbook that people edit in a spreadsheet, and back: one sheet a map of ids, one row an id."""

from gtmsim.workbook.book import to_workbook
from gtmsim.workbook.reading import Read, from_workbook, read_workbook

__all__ = ["Read", "from_workbook", "read_workbook", "to_workbook"]

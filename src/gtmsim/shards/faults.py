"""What can be wrong with a study's folder."""

from gtmsim.errors import GtmsimError


class StudyError(GtmsimError):
    """A study cannot go on as its folder stands. What is finished stays as it is."""

    kind = "study"

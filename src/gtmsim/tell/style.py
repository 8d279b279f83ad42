"""How text looks where it is shown: how wide, and in colour or not."""

from dataclasses import dataclass
from enum import Enum


class Tone(Enum):
    """What a piece of text means to its reader; a terminal may colour it."""

    PLAIN = ""
    STRONG = "1"
    WEAK = "2"
    GOOD = "32"
    BAD = "31"
    ODD = "33"


@dataclass(frozen=True)
class Style:
    """Width in characters, and whether tones become colours. Colour never changes a word or a column."""

    width: int = 100
    colour: bool = False

    def tinted(self, text: str, tone: Tone) -> str:
        """Return the text in its tone, as it is where there is no colour."""
        return f"\x1b[{tone.value}m{text}\x1b[0m" if self.colour and text and tone is not Tone.PLAIN else text

    def title(self, text: str) -> str:
        """Return the text as a heading."""
        return self.tinted(text, Tone.STRONG)


PLAIN = Style()

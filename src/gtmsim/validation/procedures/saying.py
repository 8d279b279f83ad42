"""Arms in words."""

from gtmsim.validation.world import LAY, Arm, text_of

AS_IS = "the world as it is"


def said(arm: Arm, before: str = "") -> str:
    """Return an arm in words after `before`: its layers, then its fields; nothing where nothing is laid over the world."""
    if isinstance(arm, str):
        told = [arm] if arm else []
    else:
        told = [str(arm[LAY])] if LAY in arm else []
        told += [f"{path} {text_of(value).strip(chr(34))}" for path, value in arm.items() if path != LAY]
    return before + ", ".join(told) if told else ""


def called(arm: Arm) -> str:
    """Return what an arm is called beside another."""
    return said(arm) or AS_IS


def less(arm: Arm | None) -> str:
    """Return what ends a sentence on an arm from which the same of another is taken off; nothing if none is."""
    if arm is None:
        return ""
    return f", less the same{said(arm, ' with ') or f' in {AS_IS}'}"

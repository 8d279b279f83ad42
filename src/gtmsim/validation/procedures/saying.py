"""Arms in words."""

from gtmsim.validation.world import LAY, Arm, text_of


def said(arm: Arm, before: str = "", nothing: str = "") -> str:
    """Return an arm in words after `before`: its layers, then its fields; `nothing` where nothing is laid over the world."""
    if isinstance(arm, str):
        told = [arm] if arm else []
    else:
        told = [str(arm[LAY])] if LAY in arm else []
        told += [f"{path} {text_of(value).strip(chr(34))}" for path, value in arm.items() if path != LAY]
    if told:
        return before + ", ".join(told)
    return before + nothing if nothing else ""

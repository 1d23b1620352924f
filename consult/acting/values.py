"""Words of the site for what the rules name: acts, fields, choices, obstacles, entries; all from `consult.sentences`."""


def spoken(value: str) -> str:
    """A value of a closed list, in words."""
    return str(value).replace("_", " ")


def act_label(act: str) -> str:
    return spoken(act).capitalize()


def act_about(act: str) -> str:
    return ""


def field_label(act: str, field: str) -> str:
    return spoken(field).capitalize()


def field_hint(act: str, field: str) -> str:
    return ""

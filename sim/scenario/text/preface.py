"""What a scenario file says of itself at its top: the comment before the first key."""


def preface_of(text: str) -> str:
    r"""Return the comment at the top of a scenario file, one line a line, without what is for editors.

    Examples
    --------
    >>> preface_of("# yaml-language-server: $schema=s.json\n# A ban.\n#\n# It would surprise if ...\nformat: 1\n")
    'A ban.\n\nIt would surprise if ...'
    """
    lines = []
    for line in text.splitlines():
        if line.startswith("#"):
            lines.append(line.lstrip("#").strip())
        elif line.strip():
            break
    return "\n".join(line for line in lines if not line.startswith("yaml-language-server:")).strip()

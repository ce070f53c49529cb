"""How alike two words are, as people mistype them. Pure."""


def trigrams(word: str) -> list[str]:
    """Every three letters in a row, with the word's edges; each once, in order of the alphabet."""
    edged = f"  {word} "
    return sorted({edged[at : at + 3] for at in range(len(edged) - 2)})


def slips(typed: str, meant: str, most: int = 2) -> int:
    """How many letters were left out, added, changed or swapped with their neighbour (Damerau and Levenshtein);
    `most` + 1 where they are more.
    """
    if abs(len(typed) - len(meant)) > most:
        return most + 1
    before, row = list[int](), list(range(len(meant) + 1))
    for i, a in enumerate(typed, 1):
        last, before2, before = row, before, row
        row = [i]
        for j, b in enumerate(meant, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == meant[j - 2] and typed[i - 2] == b:
                cost = min(cost, before2[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)


def allowed(word: str) -> int:
    """How many slips still read as the same word: none in short ones, of which most neighbours are words as well (rate,
    date), and two only where enough is left: "carry" is no mistyped "canary".
    """
    return 0 if len(word) < 5 else 1 if len(word) < 8 else 2
